import type { Trust } from '../api/certificate-trust.ts';
import type { FoundFrom, FoundServer, ServerFinder } from '../api/finding/find-servers.ts';
import type { FoundSettings } from '../contract/mail-accounts.ts';
import type { MailSettings } from '../domain/mail-access.ts';
import { providerOf, providerSettings } from '../domain/mail-providers.ts';
import { checkService } from '../mail/check/check-service.ts';
import { imapProtocol } from '../mail/check/imap-protocol.ts';
import type { ServiceProtocol } from '../mail/check/service-protocol.ts';
import { smtpProtocol } from '../mail/check/smtp-protocol.ts';

/** Whether a service answers where it is guessed to be; its certificate is the person's matter. */
export type Answers = (service: 'imap' | 'smtp', server: FoundServer) => Promise<boolean>;

const protocols: Readonly<Record<'imap' | 'smtp', ServiceProtocol>> = { imap: imapProtocol, smtp: smtpProtocol };

/**
 * Asks as far as the certificate; no password is sent.
 * @param allowed whether the organisation lets this computer ask there
 */
export const answersOver =
  (trust: Trust, allowed: (url: URL) => boolean): Answers =>
  async (service, { endpoint }) => {
    const address = `https://${endpoint.host}`;
    if (!URL.canParse(address) || !allowed(new URL(address))) return false;
    const nobody = { user: '', secret: '' };
    const { result } = await checkService(protocols[service], endpoint, nobody, trust, async () => false);
    return result.state === 'reached' || result.state === 'certificate';
  };

const origins: Readonly<Record<FoundFrom, FoundSettings['from']>> = {
  wellKnown: 'published',
  autoconfig: 'published',
  serviceRecord: 'records',
  commonName: 'tried',
};

/** The first in the order of trust; a guess counts only when something answers there. */
const choose = async (
  servers: readonly FoundServer[],
  service: 'imap' | 'smtp',
  answers: Answers,
): Promise<FoundServer | undefined> => {
  const named = servers.find(({ from }) => from !== 'commonName');
  if (named !== undefined) return named;
  const there = await Promise.all(servers.map((server) => answers(service, server)));
  return servers.find((_, at) => there[at]);
};

const joined = (imap: FoundServer, smtp: FoundServer): MailSettings => ({
  user: imap.user,
  imap: imap.endpoint,
  ...(smtp.user === imap.user ? {} : { smtpUser: smtp.user }),
  smtp: smtp.endpoint,
});

const nowhere: FoundSettings = { from: 'nowhere', foreign: false, takesPassword: true };

/** Finds where the mail of an address is read and sent. Sends nothing secret. */
export const findSettings = async (address: string, finder: ServerFinder, answers: Answers): Promise<FoundSettings> => {
  const known = providerSettings(address);
  if (known !== undefined) return { settings: known, from: 'provider', foreign: false, takesPassword: true };
  if (providerOf(address)?.signIn === 'other') return { ...nowhere, takesPassword: false };
  const found = await finder.find(address);
  const [imap, smtp] = await Promise.all([choose(found.imap, 'imap', answers), choose(found.smtp, 'smtp', answers)]);
  if (imap === undefined || smtp === undefined) return nowhere;
  return {
    settings: joined(imap, smtp),
    from: origins[imap.from === 'commonName' ? imap.from : smtp.from],
    foreign: imap.foreign || smtp.foreign,
    takesPassword: imap.takesPassword,
  };
};
