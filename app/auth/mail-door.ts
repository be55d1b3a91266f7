import type { CertificatePin, Trust } from '../api/certificate-trust.ts';
import type { FoundSettings } from '../contract/mail-accounts.ts';
import { parseAddress } from '../domain/address.ts';
import type { Failure } from '../domain/failure.ts';
import { type MailAccess, type MailSettings, mailSettings } from '../domain/mail-access.ts';
import type { MailCheck } from '../domain/mail-check.ts';
import { passwordFor, providerOf } from '../domain/mail-providers.ts';
import { fail, type Result, succeed } from '../domain/result.ts';
import type { CheckedAccount } from '../mail/check/check-mail-account.ts';
import type { MailFlow } from './mail-flow.ts';

/** A certificate a person takes for one service, as it was shown. */
export type Accepted = Pick<CertificatePin, 'host' | 'fingerprint'> & { readonly port: number };

type Tried = {
  readonly settings: MailSettings;
  readonly password: string;
  readonly accepted: readonly Accepted[];
};

export type MailDoor = {
  readonly find: (address: string) => Promise<FoundSettings>;
  readonly test: (tried: Tried) => Promise<Result<MailCheck, Failure>>;
  readonly open: (
    account: Tried & { readonly address: string; readonly fullName: string; readonly stay: boolean },
  ) => Promise<Result<MailCheck, Failure>>;
  readonly settingsOf: (account: string) => MailSettings | undefined;
  readonly change: (account: string, tried: Tried) => Promise<Result<MailCheck, Failure>>;
};

/** Certificates that were shown and may still be accepted. */
const mostShown = 50;

const byPolicy = fail<Failure>({ code: 'byPolicy', what: 'server' });

const letIn = ({ imap, smtp }: MailCheck): boolean => imap.state === 'ok' && smtp.state === 'ok';

/**
 * Where accounts that are reached by IMAP and SMTP alone come in: nothing is kept of one before both its servers let it
 * in, and a certificate is accepted only as it was shown by the server itself.
 */
export const createMailDoor = (ports: {
  readonly flowOf: (account?: string) => MailFlow | undefined;
  readonly find: (address: string) => Promise<FoundSettings>;
  readonly check: (settings: MailSettings, secret: string, trust: Trust) => Promise<CheckedAccount>;
  readonly authorities: readonly string[];
}): MailDoor => {
  const shown = new Map<string, CertificatePin>();
  const keyOf = ({ host, port, fingerprint }: CertificatePin): string => `${host}:${port} ${fingerprint}`;

  const pinsOf = (accepted: readonly Accepted[], before: readonly CertificatePin[] = []): CertificatePin[] => {
    const taken = accepted.flatMap((one) => shown.get(keyOf({ ...one, pem: '' })) ?? []);
    const replaced = (pin: CertificatePin): boolean =>
      taken.some(({ host, port }) => host === pin.host && port === pin.port);
    return [...before.filter((pin) => !replaced(pin)), ...taken];
  };

  const check = async (settings: MailSettings, secret: string, pins: readonly CertificatePin[]): Promise<MailCheck> => {
    const checked = await ports.check(settings, secret, { authorities: ports.authorities, pins });
    for (const pin of checked.untrusted) shown.set(keyOf(pin), pin);
    for (const oldest of [...shown.keys()].slice(0, -mostShown)) shown.delete(oldest);
    return checked.check;
  };

  const secretOf = (address: string, { settings, password }: Tried): string =>
    passwordFor(providerOf(address, settings.imap.host), password);

  const accessOf = (address: string, settings: MailSettings, secret: string): MailAccess => ({
    ...settings,
    address,
    secret,
    kind: 'appPassword',
  });

  return {
    find: ports.find,
    test: async (tried) => {
      const flow = ports.flowOf();
      if (flow === undefined) return fail({ code: 'wrongStep' });
      if (!flow.allows(tried.settings)) return byPolicy;
      return succeed(await check(tried.settings, secretOf('', tried), pinsOf(tried.accepted)));
    },
    open: async ({ address, fullName, stay, ...tried }) => {
      const flow = ports.flowOf();
      if (flow?.gate().step !== 'mailAccount') return fail({ code: 'wrongStep' });
      if (parseAddress(address) === undefined || tried.password === '') return fail({ code: 'invalidInput' });
      if (!flow.allows(tried.settings)) return byPolicy;
      const secret = secretOf(address, tried);
      const pins = pinsOf(tried.accepted);
      const result = await check(tried.settings, secret, pins);
      if (!letIn(result)) return succeed(result);
      const mail = accessOf(address, tried.settings, secret);
      const opened = await flow.open({ address, fullName, mail, pins, stay });
      return opened.ok ? succeed(result) : opened;
    },
    settingsOf: (account) => {
      const mail = ports.flowOf(account)?.mail();
      const parsed = mailSettings.strip().safeParse(mail);
      return parsed.success ? parsed.data : undefined;
    },
    change: async (account, tried) => {
      const flow = ports.flowOf(account);
      const mail = flow?.mail();
      const gate = flow?.gate();
      if (flow === undefined || mail === undefined || gate?.step !== 'mailbox') return fail({ code: 'wrongStep' });
      if (!flow.allows(tried.settings)) return byPolicy;
      const secret = tried.password === '' ? mail.secret : secretOf(gate.address, tried);
      const pins = pinsOf(tried.accepted, flow.pins());
      const result = await check(tried.settings, secret, pins);
      if (!letIn(result)) return succeed(result);
      const changed = await flow.change(accessOf(gate.address, tried.settings, secret), pins);
      return changed.ok ? succeed(result) : changed;
    },
  };
};
