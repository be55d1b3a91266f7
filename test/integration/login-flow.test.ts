import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Trust } from '../../app/api/certificate-trust.ts';
import type { FoundPlace, FoundServers } from '../../app/api/finding/find-servers.ts';
import type { LoginFlow } from '../../app/auth/login-flow.ts';
import type { StoredSignIn } from '../../app/auth/ports.ts';
import type { Gate } from '../../app/contract/gate.ts';
import type { KeychainState } from '../../app/domain/failure.ts';
import type { MailAccess } from '../../app/domain/mail-access.ts';
import { createConnections } from '../../app/mail/imap/connections-pool.ts';
import { authenticator } from './support/authenticator.ts';
import { computer as newComputer } from './support/computer.ts';
import { demoPassword } from './support/rpc.ts';
import { runServer, type ServerRun, temporaryData } from './support/run-server.ts';

let run: ServerRun;
const data = temporaryData();
beforeAll(async () => {
  run = await runServer(data.path, ['--seed', 'demo']);
});
afterAll(async () => {
  await run.end();
  data.remove();
});

const computer = () => newComputer(() => ({ serverUrl: run.ready.webmail, authorities: [run.ca] }));

/** Another way to the same server that takes its time. */
const slowDoor = async (port: number, delay: number) => {
  let connections = 0;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    connections += 1;
    const inner = connect({ host: '127.0.0.1', port });
    for (const socket of [client, inner]) sockets.add(socket.on('error', () => undefined));
    client.pause();
    setTimeout(() => client.pipe(inner).pipe(client), delay);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => connections,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
};

const at = <Step extends Gate['step']>(flow: LoginFlow, step: Step): Extract<Gate, { step: Step }> => {
  const gate = flow.gate();
  expect(gate).toMatchObject({ step });
  return gate as Extract<Gate, { step: Step }>;
};

const signIn = async (flow: LoginFlow, address: string, password = demoPassword, stay = true): Promise<void> => {
  await flow.begin();
  await flow.act({ type: 'findServer', address, serverUrl: '' });
  await flow.act({ type: 'signIn', address, password, stay });
};

/** Goes through the set-up and answers the authenticator that was linked on the way. */
const setUp = async (flow: LoginFlow) => {
  await flow.act({ type: 'chooseRecovery', recoveryEmail: 'ana.private@outside.example' });
  const phone = authenticator(at(flow, 'setUp').key?.secret ?? '');
  await flow.act({ type: 'linked' });
  await flow.act({ type: 'finish', code: await phone.next(), remember: true });
  return phone;
};

/** Opens the mailbox for real and tells how that ended. */
const openMail = async ({ access, trust }: { access: MailAccess; trust: Trust }) => {
  const connections = createConnections({ access, trust, version: '1.0.0' });
  const messages = await connections.use('read', async (client) => (await client.mailboxOpen('INBOX')).exists);
  const status = connections.status();
  await connections.close();
  return { messages, status };
};

describe('a first sign-in under enforced two-factor', () => {
  const pc = computer();

  it('leads through the set-up into the mailbox, and the next start asks nothing', async () => {
    const flow = pc.start();
    await signIn(flow, 'ana@enforced.example');
    expect(at(flow, 'setUp')).toMatchObject({ stage: 'recovery', rememberDays: 30 });
    await setUp(flow);
    expect(at(flow, 'setUpDone').recoveryCodes).toHaveLength(10);
    await flow.act({ type: 'openMailbox' });
    expect(at(flow, 'mailbox')).toMatchObject({ kept: 'keychain', secondFactor: true });
    const [mail] = pc.opened;
    expect(mail?.access.kind).toBe('appPassword');
    expect(mail?.store).toMatchObject({ account: 'ana@enforced.example', lasting: true });
    expect(pc.keychain.get('ana@enforced.example')?.databaseKey).toBe(mail?.store.key);
    const { messages } = await openMail(mail as NonNullable<typeof mail>);
    expect(messages.ok && messages.value).toBeGreaterThan(200);
    await flow.end();

    const again = pc.start();
    await again.begin();
    at(again, 'mailbox');
    expect(pc.opened.at(-1)).toEqual(mail);
    expect(again.client()?.hasSession()).toBe(false);
  });

  it('asks this trusted computer for no code when it signs in anew, and reuses its app password', async () => {
    const flow = pc.start();
    await flow.begin();
    const reply = await flow.client()?.call('Session.login', {
      userName: 'ana@enforced.example',
      password: demoPassword,
      application: { name: 'Latchkey Mail', vendor: 'Latchkey Mail', version: '1.0.0' },
    });
    expect(reply).toMatchObject({ ok: true, value: { secondFactor: { state: 'none' } } });
    const list = await flow.client()?.call('AppPasswords.get', {});
    expect(list?.ok && list.value.list).toMatchObject([{ deviceBound: true, current: true }]);
  });

  it('signing out takes trust and app password back on the server, without a web session', async () => {
    const flow = pc.start();
    await flow.begin();
    expect(flow.client()?.hasSession()).toBe(false);
    expect(await flow.endTrust()).toEqual({ ok: true, value: null });
    await flow.act({ type: 'signOut' });
    expect(at(flow, 'signIn').notice).toBe('signedOut');
    expect(pc.keychain.size).toBe(0);
    const { messages } = await openMail(pc.opened.at(-1) as NonNullable<(typeof pc.opened)[0]>);
    expect(messages).toMatchObject({ ok: false, error: { code: 'mailRefused' } });
  });
});

it('keeps a wrong code in the set-up and counts it', async () => {
  const flow = computer().start();
  await signIn(flow, 'ben@enforced.example');
  await flow.act({ type: 'chooseRecovery', recoveryEmail: 'ben.private@outside.example' });
  const phone = authenticator(at(flow, 'setUp').key?.secret ?? '');
  await flow.act({ type: 'linked' });
  await flow.act({ type: 'finish', code: phone.wrong(), remember: true });
  expect(at(flow, 'setUp').failure).toMatchObject({ code: 'wrongCode', failedAttempts: 1, attemptsLeft: 4 });
  await flow.act({ type: 'finish', code: await phone.next(), remember: true });
  at(flow, 'setUpDone');
  await flow.end();
});

it('leaves nothing half-enrolled when the set-up is left', async () => {
  const pc = computer();
  const flow = pc.start();
  await signIn(flow, 'cleo@enforced.example');
  await flow.act({ type: 'chooseRecovery', recoveryEmail: 'cleo@outside.example' });
  await flow.end();
  expect(pc.keychain.size).toBe(0);
  const again = pc.start();
  await signIn(again, 'cleo@enforced.example');
  expect(at(again, 'setUp').stage).toBe('recovery');
  await again.end();
});

it('signs in at the server that was chosen last, also when the one before answers later', async () => {
  const pc = computer();
  const flow = pc.start();
  await flow.begin();
  const slow = await slowDoor(Number(new URL(run.ready.webmail).port), 600);
  const address = 'inbox@outside.example';
  const before = flow.act({ type: 'findServer', address, serverUrl: slow.url });
  await flow.act({ type: 'findServer', address, serverUrl: run.ready.webmail });
  await before;
  expect(slow.connections()).toBeGreaterThan(0);
  await flow.act({ type: 'signIn', address, password: demoPassword, stay: true });
  at(flow, 'mailbox');
  expect(pc.keychain.get(address)?.serverUrl).toBe(new URL(run.ready.webmail).origin);
  slow.close();
});

it('uses the account password for mail where there is no second factor', async () => {
  const pc = computer();
  const flow = pc.start();
  await signIn(flow, 'otto@off.example');
  expect(at(flow, 'mailbox')).toMatchObject({ secondFactor: false });
  expect(pc.opened[0]?.access.kind).toBe('accountPassword');
  const { messages } = await openMail(pc.opened[0] as NonNullable<(typeof pc.opened)[0]>);
  expect(messages.ok).toBe(true);
});

it('with no remembered days keeps mail for this run and ends it when the application ends', async () => {
  const pc = computer();
  const flow = pc.start();
  await signIn(flow, 'sam@session.example', demoPassword, false);
  expect(at(flow, 'setUp').rememberDays).toBe(0);
  await setUp(flow);
  await flow.act({ type: 'openMailbox' });
  expect(at(flow, 'mailbox').kept).toBe('memory');
  const mail = pc.opened[0] as NonNullable<(typeof pc.opened)[0]>;
  expect(mail.store.lasting).toBe(false);
  expect((await openMail(mail)).messages.ok).toBe(true);
  expect(pc.keychain.size).toBe(0);
  await flow.end();
  expect((await openMail(mail)).messages).toMatchObject({ ok: false, error: { code: 'mailRefused' } });
});

it.each<[KeychainState, string]>([
  ['locked', 'keychain'],
  ['missing', 'mailbox'],
])('a %s keychain leads to %s without losing what was made', async (state, step) => {
  const pc = computer();
  pc.break(state);
  const flow = pc.start();
  await signIn(flow, state === 'locked' ? 'otto@off.example' : 'omar@optional.example');
  expect(flow.gate().step).toBe(step);
  if (step === 'mailbox') {
    expect(at(flow, 'mailbox').kept).toBe('memoryNoKeychain');
    return;
  }
  pc.break(undefined);
  await flow.act({ type: 'retryKeychain' });
  expect(at(flow, 'mailbox').kept).toBe('keychain');
  expect(pc.keychain.size).toBe(1);
});

it('shows a certificate nobody vouches for, sends nothing, and goes on once it is accepted', async () => {
  const pc = computer();
  const flow = pc.start({ authorities: [] });
  await signIn(flow, 'otto@off.example');
  const { probe } = at(flow, 'signIn');
  if (probe.state !== 'untrusted') throw new Error(`the probe is ${probe.state}`);
  expect(await flow.act({ type: 'trustCertificate', fingerprint: 'AA:BB' })).toBe(false);
  await flow.act({ type: 'trustCertificate', fingerprint: probe.certificate.fingerprint });
  await flow.act({ type: 'signIn', address: 'otto@off.example', password: demoPassword, stay: true });
  at(flow, 'mailbox');
  const mail = pc.opened[0] as NonNullable<(typeof pc.opened)[0]>;
  expect(mail.trust.pins).toHaveLength(1);
  expect((await openMail(mail)).messages.ok).toBe(true);
});

it('keeps the key of the local store through every new sign-in, a locked keychain in between included', async () => {
  const pc = computer();
  const address = 'otto@off.example';
  const keys = () => pc.opened.map(({ store }) => store.key);
  const flow = pc.start();
  await signIn(flow, address);
  const [key = ''] = keys();
  expect(key).toMatch(/^[0-9a-f]{64}$/);

  const anew = pc.start();
  await anew.begin();
  anew.mailRefused('Authentication failed');
  await anew.act({ type: 'startOver', serverUrl: run.ready.webmail });
  await anew.act({ type: 'findServer', address, serverUrl: '' });
  pc.break('locked');
  await anew.act({ type: 'signIn', address, password: demoPassword, stay: true });
  at(anew, 'keychain');
  pc.break(undefined);
  await anew.act({ type: 'retryKeychain' });
  at(anew, 'mailbox');
  expect(new Set(keys())).toEqual(new Set([key]));

  const { databaseKey: _, ...older } = pc.keychain.get(address) as StoredSignIn;
  pc.keychain.set(address, older);
  const updated = pc.start();
  await updated.begin();
  at(updated, 'mailbox');
  const made = pc.keychain.get(address)?.databaseKey;
  expect(made).toMatch(/^[0-9a-f]{64}$/);
  expect(keys().at(-1)).toBe(made);
});

describe('a server that is searched for', () => {
  const address = 'otto@off.example';
  const places = (from: FoundPlace['from'], foreign: boolean, ...urls: string[]): FoundServers => ({
    ours: urls.map((url) => ({ url: new URL(url), from, foreign })),
    imap: [],
    smtp: [],
  });
  const nobody = 'https://127.0.0.1:9';

  it('is taken from the most trusted source that has one', async () => {
    const flow = computer().start({
      found: [
        places('wellKnown', false, nobody),
        places('autoconfig', false),
        places('serviceRecord', false, run.ready.webmail),
        places('commonName', false, run.ready.webmail),
      ],
    });
    await signIn(flow, address);
    expect(at(flow, 'mailbox').address).toBe(address);
    await flow.end();
  });

  it('gets no password while it lies outside the domain and nobody said that this is right', async () => {
    const flow = computer().start({
      found: [places('serviceRecord', true, run.ready.webmail), places('commonName', false, nobody)],
    });
    await signIn(flow, address);
    const gate = at(flow, 'signIn');
    expect(gate.probe).toMatchObject({ state: 'elsewhere', server: { from: 'serviceRecord' } });
    expect(await flow.act({ type: 'signIn', address, password: demoPassword, stay: true })).toBe(false);
    expect(await flow.act({ type: 'acceptServer', host: 'another.example' })).toBe(false);
    await flow.act({ type: 'acceptServer', host: '127.0.0.1' });
    await flow.act({ type: 'signIn', address, password: demoPassword, stay: true });
    at(flow, 'mailbox');
    await flow.end();
  });

  it('is said not to answer where it does not', async () => {
    const flow = computer().start({ found: [places('commonName', false, nobody)] });
    await flow.begin();
    await flow.act({ type: 'findServer', address, serverUrl: '' });
    expect(at(flow, 'signIn').probe).toMatchObject({
      state: 'failed',
      failure: { code: 'unreachable', cause: 'refused' },
    });
    await flow.end();
  });
});

it('goes back to the mail behind a sign-in, and forgets what that sign-in held', async () => {
  const pc = computer();
  const flow = pc.start();
  await signIn(flow, 'omar@optional.example');
  at(flow, 'mailbox');
  expect(flow.canGoBack()).toBe(false);
  flow.mailRefused('Authentication failed.');
  expect(at(flow, 'mailbox').failure).toMatchObject({ code: 'mailRefused', cause: 'passwordChanged' });
  await flow.act({ type: 'startOver', serverUrl: run.ready.webmail });
  expect(at(flow, 'signIn').notice).toBe('passwordChanged');
  expect(flow.canGoBack()).toBe(true);
  await flow.act({ type: 'backToMail' });
  expect(at(flow, 'mailbox').failure).toMatchObject({ code: 'mailRefused' });
  expect(pc.opened).toHaveLength(2);
  expect(pc.opened[1]).toEqual(pc.opened[0]);
  expect(await flow.act({ type: 'backToMail' })).toBe(false);
  await flow.end();
});
