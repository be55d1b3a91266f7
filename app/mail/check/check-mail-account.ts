import type { CertificatePin, Trust } from '../../api/certificate-trust.ts';
import type { MailSettings } from '../../domain/mail-access.ts';
import type { MailCheck } from '../../domain/mail-check.ts';
import { checkService } from './check-service.ts';
import { imapProtocol } from './imap-protocol.ts';
import { smtpProtocol } from './smtp-protocol.ts';

export type CheckedAccount = {
  readonly check: MailCheck;
  /** Certificates nobody vouches for, as pins for whom the person accepts them. */
  readonly untrusted: readonly CertificatePin[];
};

/**
 * Tries both services of a mail account at once. A password that reading refuses is not sent a second time for sending:
 * servers count.
 */
export const checkMailAccount = async (
  settings: MailSettings,
  secret: string,
  trust: Trust,
): Promise<CheckedAccount> => {
  const { user, smtpUser = user } = settings;
  const reading = checkService(imapProtocol, settings.imap, { user, secret }, trust);
  const sending = checkService(
    smtpProtocol,
    settings.smtp,
    { user: smtpUser, secret },
    trust,
    async () => (await reading).result.state !== 'refused',
  );
  const services = await Promise.all([reading, sending]);
  const [imap, smtp] = services;
  return {
    check: { imap: imap.result, smtp: smtp.result },
    untrusted: services.flatMap(({ untrusted }) => {
      if (untrusted === undefined) return [];
      const { host, port, fingerprint } = untrusted.facts;
      return [{ host, port, fingerprint, pem: untrusted.pem }];
    }),
  };
};
