import type { CertificatePin, Trust } from '../api/certificate-trust.ts';
import { parseServerUrl } from '../api/find-server.ts';
import { createServerClient, type ServerClient } from '../api/server-client.ts';
import type { Gate } from '../contract/gate.ts';
import type { Failure, KeychainState } from '../domain/failure.ts';
import type { MailAccess } from '../domain/mail-access.ts';
import { fail, type Result, succeed } from '../domain/result.ts';
import { createHeldSecrets } from './held-secrets.ts';
import { isAnotherKeychain, keepRecord } from './keep-record.ts';
import { transition } from './login-machine.ts';
import {
  initialLoginState,
  type LoginEffect,
  type LoginEvent,
  type LoginState,
  type OpenedAccount,
  type Transition,
} from './login-state.ts';
import { mailRefusalOf } from './mail-refusal.ts';
import { endOwnTrust } from './own-trust.ts';
import type { LoginPorts, StoredSignIn, Timer } from './ports.ts';
import { type SecuredAccess, secureMailAccess } from './secure-mail-access.ts';
import { probeServer } from './server-probe.ts';
import { signedOutRecord } from './signed-out-record.ts';

/** How long a pending sign-in lives on the server, in milliseconds (wire contract, section 3). */
const pendingLife = 10 * 60 * 1000;

/** Before another recovery mail is asked for, in milliseconds: the last one may only be slow. */
const resendPause = 60_000;

export type LoginFlow = {
  readonly gate: () => Gate;
  readonly onGate: (listener: (gate: Gate) => void) => void;
  /** Reads what is stored and moves on from the start. */
  readonly begin: () => Promise<void>;
  /** Feeds one act of the person in; false when it does not fit the step. Resolves once its request is answered. */
  readonly act: (event: LoginEvent) => Promise<boolean>;
  /** The client of the account's server while the mailbox is open. */
  readonly client: () => ServerClient | undefined;
  readonly mail: () => MailAccess | undefined;
  /** The second-factor cookie may have been renewed by a later call: keeps it. */
  readonly keepDeviceToken: () => Promise<void>;
  /**
   * Gives an open mailbox the access that fits the account as the server now has it: after the second factor was set up
   * or turned off, or the password changed. Needs a full web session.
   * @param accountPassword for an account without a second factor
   */
  readonly secureAgain: (accountPassword?: string) => Promise<Result<null, Failure>>;
  /** A client of the account's server that nobody is signed in to and no device stands behind. */
  readonly stranger: () => ServerClient | undefined;
  /** Forgets here that the server trusts this computer; the mailbox stays open. */
  readonly forgetDeviceToken: () => Promise<Result<null, Failure>>;
  /** Ends on the server what this computer was given there; `trustRemains` where that could not be done. */
  readonly endTrust: () => Promise<Result<null, Failure>>;
  readonly mailRefused: (reason: string) => void;
  /** Whom this account's server may be proved by. */
  readonly trust: () => Trust;
  /** There is mail behind the sign-in that can be read meanwhile. */
  readonly canGoBack: () => boolean;
  /** Ends it for good: what is unfinished on the server is taken back, and what still comes in changes nothing. */
  readonly end: () => Promise<void>;
};

/** Runs the login machine: carries out its effects through the ports and feeds the answers back. */
export const createLoginFlow = (ports: LoginPorts): LoginFlow => {
  let state: LoginState = initialLoginState;
  const listeners: ((gate: Gate) => void)[] = [];
  let client: ServerClient | undefined;
  let pin: CertificatePin | undefined;
  let stored: StoredSignIn | undefined;
  const held = createHeldSecrets();
  let expiry: Timer | undefined;
  let ended = false;

  const allowsServer = ports.allowsServer ?? (() => true);
  const trust = (): Trust => ({ authorities: ports.authorities, pins: pin === undefined ? [] : [pin] });
  const newClient = (url: URL): ServerClient =>
    createServerClient({ url, trust, clock: { now: () => ports.clock.now() } });

  const move = (event: LoginEvent): Transition => {
    if (ended) return { state, effects: [], accepted: false };
    const next = transition(state, event);
    if (!next.accepted) return next;
    state = next.state;
    held.follow(state.gate);
    watchExpiry();
    for (const listener of listeners) listener(state.gate);
    return next;
  };

  /** Feeds an event in that never asks for anything. */
  const dispatch = (event: LoginEvent): boolean => move(event).accepted;

  const act = async (event: LoginEvent): Promise<boolean> => {
    const next = move(event);
    for (const effect of next.effects) await carryOut(effect, next.state.attempt);
    return next.accepted;
  };

  const watchExpiry = (): void => {
    expiry?.cancel();
    const { gate } = state;
    if (gate.step !== 'code' && gate.step !== 'setUp') return;
    const left = Date.parse(gate.expiresAt) - ports.clock.now();
    expiry = ports.clock.after(Math.max(0, left), () => void act({ type: 'pendingExpired' }));
  };

  const presentDevice = (to: ServerClient, record: StoredSignIn): void => {
    if (record.deviceToken === undefined) return;
    const { value, expiresAt } = record.deviceToken;
    to.presentDeviceToken({ value, ...(expiresAt === undefined ? {} : { expiresAt }) });
  };

  /** Takes the client of an answer that still counts; one that came too late must not become whom the password goes to. */
  const probe = async (address: string, serverUrl: string, attempt: number): Promise<void> => {
    if (ports.isElsewhere?.(address)) {
      dispatch({ type: 'probed', attempt, probe: { state: 'failed', failure: { code: 'accountHere', address } } });
      return;
    }
    const { version } = ports.application;
    const { finder, portalAt } = ports;
    const found = await probeServer(address, serverUrl || ports.defaultServerUrl, {
      newClient,
      clientVersion: version,
      finder,
      portalAt,
      wait: (milliseconds) => new Promise((done) => ports.clock.after(milliseconds, done)),
      allowed: allowsServer,
    });
    if (!dispatch({ type: 'probed', attempt, probe: found.probe })) {
      found.client?.close();
      return;
    }
    client?.close();
    client = found.client;
    // A sign-in that starts anew on this computer brings the device's own trust along.
    if (stored?.address === address && client?.url.origin === stored.serverUrl) presentDevice(client, stored);
  };

  const write = (record: StoredSignIn): Promise<Result<StoredSignIn, KeychainState>> =>
    keepRecord(ports.vault, record, ports.newDatabaseKey);

  const keep = async (record: StoredSignIn, secured: SecuredAccess): Promise<Result<OpenedAccount, Failure>> => {
    const written = await write(record);
    if (written.ok) {
      const mark = await ports.vault.mark();
      return succeed(opened(written.value, secured, 'keychain', mark.ok ? mark.value : undefined));
    }
    if (written.error === 'missing') return succeed(opened(record, secured, 'memoryNoKeychain'));
    held.holdUnkept({ record, secured });
    return fail({ code: 'keychain', state: written.error });
  };

  const openStore = (record: StoredSignIn, lasting: boolean): void => {
    const { address: account, databaseKey: key = ports.newDatabaseKey() } = record;
    ports.engine.open(record.mail, trust(), { account, key, lasting });
  };

  const opened = (
    record: StoredSignIn,
    secured: SecuredAccess,
    kept: OpenedAccount['kept'],
    keychain?: string,
  ): OpenedAccount => {
    held.forget();
    // What is kept in memory only has its key nowhere else: drafts of this run stay readable by it.
    const known = stored?.address === record.address ? stored.databaseKey : undefined;
    stored = { ...record, databaseKey: record.databaseKey ?? known ?? ports.newDatabaseKey() };
    const { user, secondFactor } = secured;
    const expires = record.deviceToken?.expiresAt;
    const deviceExpiresAt = expires === undefined ? {} : { deviceExpiresAt: expires };
    const entry = { address: record.address, fullName: user.fullName, serverUrl: record.serverUrl, secondFactor };
    const mark = keychain === undefined ? {} : { keychain };
    if (kept === 'keychain') ports.accounts.put({ ...entry, ...deviceExpiresAt, ...mark });
    openStore(stored, kept === 'keychain');
    const serverHost = new URL(record.serverUrl).hostname;
    return { address: record.address, fullName: user.fullName, serverHost, kept, secondFactor, ...deviceExpiresAt };
  };

  const secure = async (address: string, stay: boolean): Promise<Result<OpenedAccount, Failure>> => {
    if (client === undefined) return fail({ code: 'sessionEnded' });
    const reusable = stored?.address === address ? stored.mail : undefined;
    const secured = await secureMailAccess(client, address, ports.deviceName, held.password(), reusable);
    if (!secured.ok) return secured;
    const deviceToken = client.deviceToken();
    const record: StoredSignIn = {
      format: 1,
      address,
      serverUrl: client.url.origin,
      mail: secured.value.mail,
      ...(deviceToken === undefined ? {} : { deviceToken }),
      ...(pin === undefined ? {} : { pin }),
    };
    if (stay) return keep(record, secured.value);
    if (ports.accounts.first() !== undefined) await forget(address);
    return succeed(opened(record, secured.value, 'memory'));
  };

  const readVault = async (): Promise<void> => {
    const account = ports.accounts.first();
    if (account === undefined) {
      dispatch({ type: 'noAccount', serverUrl: ports.defaultServerUrl });
      return;
    }
    const read = await ports.vault.read(account.address);
    if (!read.ok) {
      dispatch({ type: 'keychainFailed', address: account.address, state: read.error });
      return;
    }
    const url = parseServerUrl(read.value?.serverUrl ?? '');
    const mayOpen = url !== undefined && allowsServer(url);
    if (read.value === undefined || !mayOpen || read.value.signedOut) {
      if (read.value === undefined && (await isAnotherKeychain(ports.vault, account.keychain))) {
        dispatch({ type: 'keychainFailed', address: account.address, state: 'backendChanged' });
        return;
      }
      const signedOut = read.value?.signedOut === true;
      dispatch({ type: 'noStoredSignIn', address: account.address, serverUrl: account.serverUrl, signedOut });
      return;
    }
    // A record written before there was a local store gets its key now.
    const complete = read.value.databaseKey === undefined ? await write(read.value) : read;
    stored = (complete.ok ? complete.value : undefined) ?? read.value;
    pin = stored.pin;
    client = newClient(url);
    presentDevice(client, stored);
    openStore(stored, stored.databaseKey !== undefined);
    const { address, fullName, secondFactor, deviceExpiresAt } = account;
    const expires = deviceExpiresAt === undefined ? {} : { deviceExpiresAt };
    dispatch({
      type: 'storedSignIn',
      account: { address, fullName, secondFactor, serverHost: url.hostname, kept: 'keychain', ...expires },
    });
  };

  const forget = async (address: string): Promise<void> => {
    await ports.engine.forget(address);
    await ports.vault.remove(address);
    ports.accounts.remove(address);
  };

  const endTrust = (): Promise<Result<null, Failure>> => {
    const record = stored ?? held.unkept()?.record;
    const token = client?.deviceToken() !== undefined ? 'good' : record?.deviceToken === undefined ? 'none' : 'over';
    return endOwnTrust(client, { mail: record?.mail, token });
  };

  const signOut = async (keepMail: boolean): Promise<void> => {
    const record = stored;
    ports.engine.close();
    client?.close();
    client = undefined;
    pin = undefined;
    stored = undefined;
    // Only what lies in the keychain can be found again.
    if (record !== undefined && keepMail && ports.accounts.first()?.address === record.address) {
      await ports.vault.write(record.address, signedOutRecord(record));
      dispatch({ type: 'signedOut', address: record.address, serverUrl: record.serverUrl });
      return;
    }
    if (record !== undefined) await forget(record.address);
    dispatch({ type: 'signedOut', serverUrl: ports.defaultServerUrl });
  };

  const noServer = fail<Failure>({ code: 'sessionEnded' });

  const carryOut = async (effect: LoginEffect, attempt: number): Promise<void> => {
    switch (effect.do) {
      case 'probe':
        await probe(effect.address, effect.serverUrl, attempt);
        return;
      case 'pin': {
        const refused = client?.refused();
        if (refused === undefined || refused.facts.fingerprint !== effect.fingerprint) return;
        pin = { host: refused.facts.host, fingerprint: refused.facts.fingerprint, pem: refused.pem };
        return;
      }
      case 'login': {
        held.holdPassword(effect.password);
        const { address: userName, password } = effect;
        const { application, deviceName } = ports;
        const reply =
          (await client?.call('Session.login', { userName, password, application, deviceName })) ?? noServer;
        // Only an account without a second factor needs it once more, for its mail.
        if (!reply.ok || reply.value.secondFactor.state !== 'none') held.holdPassword(undefined);
        const result = reply.ok ? succeed(reply.value.secondFactor) : reply;
        const expiresAt = new Date(ports.clock.now() + pendingLife).toISOString();
        await act({ type: 'loggedIn', attempt, result, expiresAt });
        return;
      }
      case 'verify': {
        const { code, remember } = effect;
        const result = (await client?.call('TwoFactor.verify', { code, remember })) ?? noServer;
        await act({ type: 'verified', attempt, result });
        return;
      }
      case 'stepUp': {
        const result = (await client?.call('TwoFactor.stepUp', { code: effect.code })) ?? noServer;
        await act({ type: 'verified', attempt, result });
        return;
      }
      case 'requestRecovery': {
        const reply = (await client?.call('TwoFactor.requestRecovery', {})) ?? noServer;
        const now = ports.clock.now();
        const wait = !reply.ok && reply.error.code === 'tryLater' ? reply.error.retryAfter * 1000 : resendPause;
        const result = reply.ok
          ? succeed({
              sentTo: reply.value.sentTo,
              codeEndsAt: new Date(now + reply.value.expiresIn * 1000).toISOString(),
            })
          : reply;
        const resendAt = new Date(now + wait).toISOString();
        await act({ type: 'recoverySent', attempt, result, resendAt });
        return;
      }
      case 'recover': {
        const reply = (await client?.call('TwoFactor.recover', { code: effect.code })) ?? noServer;
        const result =
          !reply.ok && reply.error.code === 'wrongCode'
            ? fail<Failure>({ code: 'wrongRecoveryCode', attemptsLeft: reply.error.attemptsLeft })
            : reply;
        await act({ type: 'recovered', attempt, result });
        return;
      }
      case 'startSetUp': {
        const result = (await client?.call('TwoFactor.start', {})) ?? noServer;
        await act({ type: 'keyArrived', attempt, result });
        return;
      }
      case 'finish': {
        const { code, recoveryEmail, remember } = effect;
        const result = (await client?.call('TwoFactor.finish', { code, recoveryEmail, remember })) ?? noServer;
        await act({ type: 'finished', attempt, result });
        return;
      }
      case 'secure': {
        const { gate } = state;
        if (!('address' in gate)) return;
        await act({ type: 'secured', attempt, result: await secure(gate.address, effect.stay) });
        return;
      }
      case 'keepAgain': {
        const unkept = held.unkept();
        if (unkept === undefined) return;
        await act({ type: 'secured', attempt, result: await keep(unkept.record, unkept.secured) });
        return;
      }
      case 'keepInMemory': {
        const unkept = held.unkept();
        if (unkept === undefined) return;
        const account = opened(unkept.record, unkept.secured, 'memoryNoKeychain');
        dispatch({ type: 'secured', attempt, result: succeed(account) });
        return;
      }
      case 'readVault':
        await readVault();
        return;
      case 'abandon':
        held.forget();
        if (client?.hasSession()) void client.call('Session.logout', {});
        client?.forgetSession();
        return;
      case 'closeMail':
        ports.engine.close();
        return;
      case 'reopenMail':
        if (stored !== undefined) openStore(stored, state.gate.step === 'mailbox' && state.gate.kept === 'keychain');
        return;
      case 'signOut':
        await signOut(effect.keepMail);
        return;
    }
  };

  return {
    gate: () => state.gate,
    onGate: (listener) => void listeners.push(listener),
    begin: readVault,
    act,
    client: () => (state.gate.step === 'mailbox' ? client : undefined),
    mail: () => stored?.mail,
    keepDeviceToken: async () => {
      const deviceToken = client?.deviceToken();
      const { gate } = state;
      if (stored === undefined || deviceToken === undefined || gate.step !== 'mailbox') return;
      stored = { ...stored, deviceToken };
      if (gate.kept === 'keychain') await ports.vault.write(stored.address, stored);
    },
    secureAgain: async (accountPassword) => {
      const { gate } = state;
      if (gate.step !== 'mailbox') return fail({ code: 'wrongStep' });
      held.holdPassword(accountPassword);
      const again = await secure(gate.address, gate.kept !== 'memory');
      held.forget();
      if (!again.ok) return again;
      dispatch({ type: 'securedAgain', account: again.value });
      return succeed(null);
    },
    stranger: () => (client === undefined || state.gate.step !== 'mailbox' ? undefined : newClient(client.url)),
    forgetDeviceToken: async () => {
      const { gate } = state;
      if (stored === undefined || gate.step !== 'mailbox') return fail({ code: 'wrongStep' });
      const { deviceToken: _, ...record } = stored;
      if (gate.kept === 'keychain') {
        const written = await ports.vault.write(record.address, record);
        if (!written.ok) return fail({ code: 'keychain', state: written.error });
      }
      stored = record;
      client?.forgetDeviceToken();
      const { deviceExpiresAt: _until, step: _step, failure: _failure, account: _account, ...account } = gate;
      const entry = ports.accounts.first();
      if (entry !== undefined) {
        const { deviceExpiresAt: _ends, ...rest } = entry;
        ports.accounts.put(rest);
      }
      dispatch({ type: 'securedAgain', account });
      return succeed(null);
    },
    endTrust,
    trust,
    canGoBack: () =>
      state.behind !== undefined && ['signIn', 'code', 'setUp'].includes(state.gate.step) && stored !== undefined,
    mailRefused: (reason) =>
      void dispatch({ type: 'mailRefused', reason, cause: mailRefusalOf(reason, stored, ports.clock.now()) }),
    end: async () => {
      expiry?.cancel();
      const { gate } = state;
      const unfinished = gate.step === 'code' || gate.step === 'setUp';
      ended = true;
      if (client?.hasSession() && unfinished) await client.call('Session.logout', {});
      if (held.unkept() !== undefined || (gate.step === 'mailbox' && gate.kept !== 'keychain')) await endTrust();
      client?.close();
    },
  };
};
