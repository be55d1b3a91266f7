import type { CertificatePin } from '../api/certificate-trust.ts';
import type { Gate } from '../contract/gate.ts';
import type { Failure } from '../domain/failure.ts';
import { type MailAccess, type MailSettings, mailSettings } from '../domain/mail-access.ts';
import { fail, type Result, succeed } from '../domain/result.ts';
import { isAnotherKeychain, keepRecord } from './keep-record.ts';
import type { LoginFlow } from './login-flow.ts';
import type { LoginEvent } from './login-state.ts';
import type { LoginPorts, PageSession, StoredSignIn } from './ports.ts';
import { signedOutRecord } from './signed-out-record.ts';

type GateAt<Step extends Gate['step']> = Extract<Gate, { step: Step }>;
type Kept = GateAt<'mailbox'>['kept'];

/** An account as it is opened: its servers were tried and let us in. */
export type MailOrder = {
  readonly address: string;
  readonly fullName: string;
  readonly mail: MailAccess;
  /** Certificates the person accepted for these servers. */
  readonly pins: readonly CertificatePin[];
  /** Kept in the keychain beyond this run. */
  readonly stay: boolean;
};

/** What is known before the person has typed anything. */
export type MailBeginning = {
  readonly address: string;
  readonly fullName?: string;
  readonly settings?: MailSettings;
  /** Somebody signed in on the server's own page. */
  readonly page?: PageSession;
  /** Accepted for that page. */
  readonly pins?: readonly CertificatePin[];
};

/** To a house of accounts it is what a sign-in is; there is no web session behind it. */
export type MailFlow = LoginFlow & {
  readonly open: (order: MailOrder) => Promise<Result<Record<string, never>, Failure>>;
  /** Takes other servers or another password from now on. */
  readonly change: (
    mail: MailAccess,
    pins: readonly CertificatePin[],
  ) => Promise<Result<Record<string, never>, Failure>>;
  readonly pins: () => readonly CertificatePin[];
  readonly page: () => PageSession | undefined;
  /** Its cookies are others now. */
  readonly keepPage: (page: PageSession) => Promise<void>;
  /** Whether the organisation lets this computer use these servers. */
  readonly allows: (settings: Pick<MailAccess, 'imap' | 'smtp'>) => boolean;
};

const settingsOf = (record: StoredSignIn | undefined): { readonly settings?: MailSettings } => {
  if (record === undefined) return {};
  const { user, imap, smtpUser, smtp } = record.mail;
  const settings = mailSettings.safeParse({ user, imap, smtp, ...(smtpUser === undefined ? {} : { smtpUser }) });
  return settings.success ? { settings: settings.data } : {};
};

/** Names the server in the list of accounts; `imaps:` is no address anybody opens. */
const serverUrlOf = ({ imap }: MailAccess): string => `imaps://${imap.host}:${imap.port}`;

const byPolicy = fail<Failure>({ code: 'byPolicy', what: 'server' });
const done = succeed<Record<string, never>>({});

/**
 * The way of one account that is reached by IMAP and SMTP alone, between start and mailbox. What is kept of it is one
 * record of the keychain, as for every account.
 */
export const createMailFlow = (ports: LoginPorts, beginning: MailBeginning = { address: '' }): MailFlow => {
  let gate: Gate = { step: 'starting' };
  let stored: StoredSignIn | undefined;
  let page = beginning.page;
  /** Let in, but not yet safely kept: survives a locked keychain. */
  let unkept: { readonly record: StoredSignIn; readonly fullName: string } | undefined;
  let ended = false;
  const listeners: ((gate: Gate) => void)[] = [];

  const move = (next: Gate): true => {
    if (ended) return true;
    gate = next;
    for (const listener of listeners) listener(next);
    return true;
  };

  const shownPage = (): { readonly page?: string } => (page === undefined ? {} : { page: new URL(page.url).host });

  const openStore = (record: StoredSignIn, lasting: boolean): void => {
    const { address: account, databaseKey: key = ports.newDatabaseKey(), mail, pins = [] } = record;
    ports.engine.open(mail, { authorities: ports.authorities, pins }, { account, key, lasting });
  };

  /** Whether the organisation lets this computer use these servers. */
  const allowed = ({ imap, smtp }: Pick<MailAccess, 'imap' | 'smtp'>): boolean =>
    [imap, ...(smtp === undefined ? [] : [smtp])].every(({ host }) => {
      const url = `https://${host}`;
      return ports.allowsServer === undefined || (URL.canParse(url) && ports.allowsServer(new URL(url)));
    });

  /** @param keychain mark of the keychain it is kept in */
  const enter = (record: StoredSignIn, fullName: string, kept: Kept, keychain?: string): void => {
    unkept = undefined;
    stored = record;
    page = record.page;
    const { address, mail } = record;
    if (kept === 'keychain') {
      const mark = keychain === undefined ? {} : { keychain };
      ports.accounts.put({ address, fullName, serverUrl: serverUrlOf(mail), secondFactor: false, ...mark });
    }
    openStore(record, kept === 'keychain');
    move({ step: 'mailbox', address, fullName, serverHost: mail.imap.host, kept, secondFactor: false, ...shownPage() });
  };

  const keep = async (record: StoredSignIn, fullName: string): Promise<Result<Record<string, never>, Failure>> => {
    const written = await keepRecord(ports.vault, record, ports.newDatabaseKey);
    if (written.ok) {
      const mark = await ports.vault.mark();
      enter(written.value, fullName, 'keychain', mark.ok ? mark.value : undefined);
    } else if (written.error === 'missing') enter(record, fullName, 'memoryNoKeychain');
    else {
      unkept = { record, fullName };
      move({ step: 'keychain', address: record.address, state: written.error });
    }
    return done;
  };

  const askAgain = (address: string, notice?: GateAt<'mailAccount'>['notice'], fullName = ''): true =>
    move({
      step: 'mailAccount',
      address,
      fullName,
      ...(beginning.settings === undefined ? {} : { settings: beginning.settings }),
      ...settingsOf(stored),
      ...shownPage(),
      ...(notice === undefined ? {} : { notice }),
    });

  const begin = async (): Promise<void> => {
    const account = ports.accounts.first();
    if (account === undefined) {
      askAgain(beginning.address, undefined, beginning.fullName);
      return;
    }
    const read = await ports.vault.read(account.address);
    if (!read.ok) {
      move({ step: 'keychain', address: account.address, state: read.error });
      return;
    }
    stored = read.value;
    if (stored === undefined && (await isAnotherKeychain(ports.vault, account.keychain))) {
      move({ step: 'keychain', address: account.address, state: 'backendChanged' });
      return;
    }
    const opens = stored?.databaseKey !== undefined && stored.signedOut !== true && allowed(stored.mail);
    if (stored === undefined || !opens) {
      askAgain(account.address, stored?.signedOut ? 'signedOut' : 'noStoredSignIn', account.fullName);
      return;
    }
    enter(stored, account.fullName, 'keychain', account.keychain);
  };

  const forget = async (address: string): Promise<void> => {
    await ports.engine.forget(address);
    await ports.vault.remove(address);
    ports.accounts.remove(address);
  };

  const signOut = async (keepMail: boolean): Promise<void> => {
    const record = stored;
    const { fullName } = gate as GateAt<'mailbox'>;
    ports.engine.close();
    if (record === undefined) return;
    // Only what lies in the keychain can be found again.
    if (keepMail && ports.accounts.first()?.address === record.address) {
      stored = signedOutRecord(record);
      page = undefined;
      await ports.vault.write(record.address, stored);
      askAgain(record.address, 'signedOut', fullName);
      return;
    }
    await forget(record.address);
    stored = undefined;
    askAgain('', 'signedOut');
  };

  const act = async (event: LoginEvent): Promise<boolean> => {
    if (gate.step === 'keychain') {
      const { address } = gate;
      if (event.type === 'retryKeychain') {
        if (unkept === undefined) await begin();
        else await keep(unkept.record, unkept.fullName);
        return true;
      }
      if (event.type === 'signInAnew') {
        // A keychain that is only locked gives the old password back: a new one must not take its place.
        if (unkept !== undefined || (gate.state !== 'backendChanged' && gate.state !== 'unreadable')) return false;
        return askAgain(address, 'noStoredSignIn', ports.accounts.first()?.fullName);
      }
      if (event.type !== 'continueWithoutKeychain') return false;
      if (unkept === undefined) return askAgain(address, undefined, ports.accounts.first()?.fullName);
      enter(unkept.record, unkept.fullName, 'memoryNoKeychain');
      return true;
    }
    if (gate.step !== 'mailbox' || event.type !== 'signOut') return false;
    await signOut(event.keepMail ?? false);
    return true;
  };

  return {
    gate: () => gate,
    onGate: (listener) => void listeners.push(listener),
    begin,
    act,
    client: () => undefined,
    mail: () => stored?.mail,
    keepDeviceToken: async () => {},
    secureAgain: async () => fail({ code: 'wrongStep' }),
    stranger: () => undefined,
    forgetDeviceToken: async () => fail({ code: 'wrongStep' }),
    // Its server was told of nothing but a password, which stays as good as it was.
    endTrust: async () => succeed(null),
    trust: () => ({ authorities: ports.authorities, pins: stored?.pins ?? beginning.pins ?? [] }),
    canGoBack: () => false,
    mailRefused: (reason) => {
      if (gate.step === 'mailbox') move({ ...gate, failure: { code: 'mailRefused', reason } });
    },
    open: async ({ address, fullName, mail, pins, stay }) => {
      if (ended || gate.step !== 'mailAccount') return fail({ code: 'wrongStep' });
      if (!allowed(mail)) return byPolicy;
      if (ports.isElsewhere?.(address)) return fail({ code: 'accountHere', address });
      const record: StoredSignIn = {
        format: 1,
        address,
        serverUrl: serverUrlOf(mail),
        mail,
        pins: [...pins, ...(beginning.pins ?? [])],
        ...(page === undefined ? {} : { page }),
      };
      if (stay) return keep(record, fullName);
      if (ports.accounts.first() !== undefined) await forget(address);
      enter(record, fullName, 'memory');
      return done;
    },
    change: async (mail, pins) => {
      if (gate.step !== 'mailbox' || stored === undefined) return fail({ code: 'wrongStep' });
      if (!allowed(mail)) return byPolicy;
      const { fullName, kept } = gate;
      const record: StoredSignIn = { ...stored, serverUrl: serverUrlOf(mail), mail, pins: [...pins] };
      if (kept === 'keychain') {
        const written = await ports.vault.write(record.address, record);
        if (!written.ok) return fail({ code: 'keychain', state: written.error });
      }
      enter(record, fullName, kept, ports.accounts.first()?.keychain);
      return done;
    },
    pins: () => stored?.pins ?? [],
    page: () => page,
    keepPage: async (next) => {
      page = next;
      if (stored === undefined || gate.step !== 'mailbox') return;
      stored = { ...stored, page };
      if (gate.kept === 'keychain') await ports.vault.write(stored.address, stored);
    },
    allows: allowed,
    end: async () => {
      ended = true;
    },
  };
};
