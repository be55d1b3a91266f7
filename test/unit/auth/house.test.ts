import { describe, expect, it } from 'vitest';
import { createHouse } from '../../../app/auth/house.ts';
import type { KeptAccount } from '../../../app/auth/house-ports.ts';
import type { MailOrder } from '../../../app/auth/mail-flow.ts';
import type { StoredSignIn } from '../../../app/auth/ports.ts';
import type { AccountFacts } from '../../../app/domain/account.ts';
import type { KeychainState } from '../../../app/domain/failure.ts';
import { fail, succeed } from '../../../app/domain/result.ts';

const idOf = (number: number): string => number.toString(16).padStart(12, '0');

const keptAccount = (number: number, address: string): KeptAccount => ({
  id: idOf(number),
  kind: 'server',
  address,
  fullName: '',
  serverUrl: 'https://127.0.0.1:1',
  secondFactor: true,
  name: '',
  colour: 'petrol',
});

const signIn = (address: string): StoredSignIn => ({
  format: 1,
  address,
  serverUrl: 'https://127.0.0.1:1',
  deviceToken: { value: 'token' },
  databaseKey: 'ab'.repeat(32),
  mail: {
    user: address,
    secret: 'app password',
    kind: 'appPassword',
    imap: { host: '127.0.0.1', port: 1, security: 'tls' },
  },
});

/** A computer with accounts whose sign-ins lie in its keychain; its servers are never reached. */
const computer = (...addresses: string[]) => {
  const keychain = new Map<string, StoredSignIn>(addresses.map((address) => [address, signIn(address)]));
  const faults = new Map<string, KeychainState>();
  let book: readonly KeptAccount[] = addresses.map((address, index) => keptAccount(index + 1, address));
  let ids = 100;
  const mailboxes = new Map<string, string>();
  const forgotten: string[] = [];
  const finished: string[] = [];
  const start = () =>
    createHouse({
      vault: {
        read: async (account) => {
          const fault = faults.get(account);
          return fault === undefined ? succeed(keychain.get(account)) : fail(fault);
        },
        write: async (account, record) => {
          keychain.set(account, record);
          return succeed(null);
        },
        remove: async (account) => {
          keychain.delete(account);
          return succeed(null);
        },
        mark: async () => succeed(undefined),
      },
      book: {
        read: () => book,
        write: (accounts) => {
          book = accounts;
        },
      },
      engineOf: (account) => ({
        open: (access) => void mailboxes.set(account, access.user),
        close: () => void mailboxes.delete(account),
        forget: async (address) => {
          mailboxes.delete(account);
          forgotten.push(address);
        },
      }),
      finish: async (account, forget) => void finished.push(`${account} ${forget ? 'forget' : 'keep'}`),
      newAccountId: () => idOf(++ids),
      clock: { now: () => 0, after: () => ({ cancel: () => undefined }) },
      application: { name: 'Latchkey Mail', vendor: 'Latchkey Mail', version: '1.0.0' },
      deviceName: 'test-computer',
      newDatabaseKey: () => 'cd'.repeat(32),
      defaultServerUrl: '',
      finder: { ask: () => [], find: async () => ({ ours: [], imap: [], smtp: [] }) },
      portalAt: async () => undefined,
      authorities: [],
    });
  return { start, keychain, faults, mailboxes, forgotten, finished, book: () => book };
};

const states = (accounts: readonly AccountFacts[]): string[] =>
  accounts.map((account) => `${account.address} ${account.state}`);

const two = async () => {
  const pc = computer('ana@a.example', 'ben@b.example');
  const house = pc.start();
  await house.begin();
  return { pc, house };
};

describe('a house of accounts', () => {
  it('opens all mailboxes at the start and shows the first', async () => {
    const { pc, house } = await two();
    expect(house.gate()).toMatchObject({ step: 'mailbox', account: idOf(1), address: 'ana@a.example' });
    expect([...pc.mailboxes]).toEqual([
      [idOf(1), 'ana@a.example'],
      [idOf(2), 'ben@b.example'],
    ]);
    expect(house.household().leavable).toBe(false);
  });

  it('asks for the address where there is no account yet', async () => {
    const house = computer().start();
    await house.begin();
    expect(house.gate()).toMatchObject({ step: 'signIn', address: '' });
    expect(house.household().accounts).toEqual([]);
    expect(await house.leave()).toMatchObject({ ok: false });
  });

  it('shows another mailbox when the keychain keeps the first one back, and opens both once it does not', async () => {
    const pc = computer('ana@a.example', 'ben@b.example');
    pc.faults.set('ana@a.example', 'locked');
    const house = pc.start();
    await house.begin();
    expect(house.gate()).toMatchObject({ step: 'mailbox', account: idOf(2) });
    expect(states(house.household().accounts)).toEqual(['ana@a.example keychain', 'ben@b.example open']);

    expect(house.show(idOf(1)).ok).toBe(true);
    expect(house.gate()).toMatchObject({ step: 'keychain', state: 'locked' });
    expect(house.household().leavable).toBe(true);
    pc.faults.clear();
    await house.act({ type: 'retryKeychain' });
    expect(house.gate()).toMatchObject({ step: 'mailbox', account: idOf(1) });
    expect(states(house.household().accounts)).toEqual(['ana@a.example open', 'ben@b.example open']);
  });

  it('tries the keychain again for every account it kept back', async () => {
    const pc = computer('ana@a.example', 'ben@b.example');
    for (const address of pc.keychain.keys()) pc.faults.set(address, 'locked');
    const house = pc.start();
    await house.begin();
    expect(house.gate()).toMatchObject({ step: 'keychain', address: 'ana@a.example' });
    expect(house.household().leavable).toBe(false);
    pc.faults.clear();
    await house.act({ type: 'retryKeychain' });
    expect(states(house.household().accounts)).toEqual(['ana@a.example open', 'ben@b.example open']);
  });

  it('opens the sign-in of a further account over the others, and leaves it for them', async () => {
    const { pc, house } = await two();
    expect((await house.add()).ok).toBe(true);
    expect(house.gate()).toMatchObject({ step: 'signIn', address: '' });
    expect(house.household()).toMatchObject({ leavable: true });
    expect(states(house.household().accounts)).toEqual(['ana@a.example open', 'ben@b.example open']);
    expect(await house.add()).toMatchObject({ ok: false });
    expect(house.show(idOf(2))).toMatchObject({ ok: false });
    expect(pc.mailboxes.size).toBe(2);

    expect((await house.leave()).ok).toBe(true);
    expect(house.gate()).toMatchObject({ step: 'mailbox', account: idOf(1) });
    expect(pc.book()).toHaveLength(2);
  });

  it('refuses an address that is here already, before anything is asked of its server', async () => {
    const { house } = await two();
    await house.add();
    await house.act({ type: 'findServer', address: 'BEN@b.example', serverUrl: '' });
    expect(house.gate()).toMatchObject({
      step: 'signIn',
      probe: { state: 'failed', failure: { code: 'accountHere', address: 'BEN@b.example' } },
    });
    expect(await house.act({ type: 'signIn', address: 'BEN@b.example', password: 'x', stay: true })).toBe(false);
  });

  it('tells one account that its server refuses it, and not the others', async () => {
    const { house } = await two();
    house.mailRefused(idOf(2), 'revoked');
    expect(house.gate()).not.toHaveProperty('failure');
    expect(states(house.household().accounts)).toEqual(['ana@a.example open', 'ben@b.example refused']);
    house.show(idOf(2));
    expect(house.gate()).toMatchObject({ account: idOf(2), failure: { code: 'mailRefused' } });
    expect(house.gateOf(idOf(1))).toMatchObject({ step: 'mailbox', account: idOf(1) });
  });

  it('comes back from a new sign-in to the mail that is here', async () => {
    const { pc, house } = await two();
    house.mailRefused(idOf(1), 'revoked');
    await house.act({ type: 'startOver', serverUrl: 'https://127.0.0.1:1' });
    expect(house.gate()).toMatchObject({ step: 'signIn', address: 'ana@a.example', notice: 'deviceTrustEnded' });
    expect([...pc.mailboxes.keys()]).toEqual([idOf(2)]);
    await house.leave();
    expect(house.gate()).toMatchObject({ step: 'mailbox' });
    expect(pc.mailboxes.size).toBe(2);
  });

  it('signs one account out and leaves the other', async () => {
    const { pc, house } = await two();
    const gone: string[] = [];
    house.onMailbox((account, there) => {
      if (!there) gone.push(account);
    });
    await house.signOut(idOf(1), { keepMail: false, anyway: true });
    expect(house.gate()).toMatchObject({ step: 'mailbox', account: idOf(2) });
    expect(states(house.household().accounts)).toEqual(['ben@b.example open']);
    expect([...pc.keychain.keys()]).toEqual(['ben@b.example']);
    expect(pc.forgotten).toEqual(['ana@a.example']);
    expect(gone).toEqual([idOf(1)]);
    expect(pc.finished).toEqual([`${idOf(1)} forget`]);
    const again = pc.start();
    await again.begin();
    expect(states(again.household().accounts)).toEqual(['ben@b.example open']);
  });

  it('changes nothing when the server cannot be told, until the person says to go on', async () => {
    const { pc, house } = await two();
    const refusal = { ok: false, error: { code: 'trustRemains', cause: 'unreachable' } };
    expect(await house.signOut(idOf(1), { keepMail: false, anyway: false })).toEqual(refusal);
    expect(await house.remove(idOf(1), { keepMail: false, anyway: false })).toEqual(refusal);
    expect(states(house.household().accounts)).toEqual(['ana@a.example open', 'ben@b.example open']);
    expect(pc.finished).toEqual([]);
    expect(pc.keychain.size).toBe(2);
    await house.remove(idOf(1), { keepMail: false, anyway: true });
    expect(states(house.household().accounts)).toEqual(['ben@b.example open']);
  });

  it('keeps the mail of an account that is signed out, and nothing that opens anything but it', async () => {
    const { pc, house } = await two();
    await house.signOut(idOf(1), { keepMail: true, anyway: true });
    expect(states(house.household().accounts)).toEqual(['ana@a.example signedOut', 'ben@b.example open']);
    const record = pc.keychain.get('ana@a.example');
    expect(record).toMatchObject({ signedOut: true, databaseKey: 'ab'.repeat(32), mail: { secret: '' } });
    expect(record).not.toHaveProperty('deviceToken');
    expect(pc.forgotten).toEqual([]);
    const again = pc.start();
    await again.begin();
    expect(states(again.household().accounts)).toEqual(['ana@a.example signedOut', 'ben@b.example open']);
  });

  it('removes an account that waits for its sign-in, with its mail or without', async () => {
    const { pc, house } = await two();
    await house.signOut(idOf(1), { keepMail: true, anyway: true });
    await house.remove(idOf(1), { keepMail: true, anyway: true });
    expect(states(house.household().accounts)).toEqual(['ben@b.example open']);
    expect(pc.keychain.has('ana@a.example')).toBe(true);
    await house.remove(idOf(2), { keepMail: false, anyway: true });
    expect(house.gate()).toMatchObject({ step: 'signIn' });
    expect(house.household().accounts).toEqual([]);
    expect(pc.book()).toEqual([]);
    expect(pc.keychain.has('ben@b.example')).toBe(false);
    expect(pc.forgotten).toContain('ben@b.example');
  });

  it('remembers order, names and colours', async () => {
    const { pc, house } = await two();
    house.arrange([idOf(2), idOf(1)]);
    house.edit(idOf(1), { name: 'Home', colour: 'moss' });
    expect(house.edit(idOf(9), { name: '', colour: 'moss' })).toMatchObject({ ok: false });
    const again = pc.start();
    await again.begin();
    expect(again.household().accounts.map(({ id, name, colour }) => ({ id, name, colour }))).toEqual([
      { id: idOf(2), name: '', colour: 'petrol' },
      { id: idOf(1), name: 'Home', colour: 'moss' },
    ]);
    expect(again.gate()).toMatchObject({ account: idOf(2) });
  });
});

const endpoint = { host: 'imap.c.example', port: 993, security: 'tls' as const };
const order: MailOrder = {
  address: 'cleo@c.example',
  fullName: 'Cleo',
  mail: {
    user: 'cleo',
    address: 'cleo@c.example',
    secret: 'made for this computer',
    kind: 'appPassword',
    imap: endpoint,
  },
  pins: [],
  stay: true,
};

describe('an account that is reached by IMAP and SMTP alone', () => {
  const withCleo = async () => {
    const pc = computer('ana@a.example');
    const house = pc.start();
    await house.begin();
    await house.add();
    await house.chooseKind('mail', { address: 'cleo@c.example' });
    return { pc, house };
  };

  it('has a door of its own, which leads back to the sign-in and to the mailboxes', async () => {
    const { pc, house } = await withCleo();
    expect(house.gate()).toEqual({ step: 'mailAccount', address: 'cleo@c.example', fullName: '' });
    expect(house.household()).toMatchObject({ leavable: true });
    expect((await house.chooseKind('server')).ok).toBe(true);
    expect(house.gate()).toMatchObject({ step: 'signIn' });
    expect(house.mailFlowOf()).toBeUndefined();
    await house.chooseKind('mail');
    await house.leave();
    expect(house.gate()).toMatchObject({ step: 'mailbox', address: 'ana@a.example', kind: 'server' });
    expect(pc.book()).toHaveLength(1);
  });

  it('stands beside the others once its servers let it in, and again at the next start', async () => {
    const { pc, house } = await withCleo();
    expect(await house.mailFlowOf()?.open(order)).toMatchObject({ ok: true });
    const mailbox = { step: 'mailbox', kind: 'mail', address: 'cleo@c.example', serverHost: 'imap.c.example' };
    expect(house.gate()).toMatchObject({ ...mailbox, kept: 'keychain', secondFactor: false });
    expect(pc.keychain.get('cleo@c.example')).toMatchObject({
      databaseKey: 'cd'.repeat(32),
      mail: { secret: 'made for this computer' },
    });
    expect(JSON.stringify(pc.book())).not.toContain('made for');
    const again = pc.start();
    await again.begin();
    expect(again.household().accounts.map(({ kind, serverHost }) => `${kind} ${serverHost}`)).toEqual([
      'server 127.0.0.1',
      'mail imap.c.example',
    ]);
    expect([...pc.mailboxes.values()]).toContain('cleo');
  });

  it('is here once', async () => {
    const { house } = await withCleo();
    expect(await house.mailFlowOf()?.open({ ...order, address: 'ANA@a.example' })).toEqual(
      fail({ code: 'accountHere', address: 'ANA@a.example' }),
    );
  });

  it('waits for a keychain that is locked, and opens without another sign-in when it is not', async () => {
    const { pc, house } = await withCleo();
    pc.faults.set('cleo@c.example', 'locked');
    await house.mailFlowOf()?.open(order);
    expect(house.gate()).toMatchObject({ step: 'keychain', state: 'locked' });
    expect(pc.mailboxes.size).toBe(1);
    pc.faults.clear();
    await house.act({ type: 'retryKeychain' });
    expect(house.gate()).toMatchObject({ step: 'mailbox', kept: 'keychain' });
  });

  it('can be told a new password when its server refuses the old one', async () => {
    const { pc, house } = await withCleo();
    const flow = house.mailFlowOf();
    await flow?.open(order);
    const account = house.shown();
    house.mailRefused(account, 'Invalid credentials');
    expect(house.gate()).toMatchObject({ step: 'mailbox', failure: { code: 'mailRefused' } });
    await flow?.change({ ...order.mail, secret: 'another one' }, []);
    expect(house.gate()).not.toHaveProperty('failure');
    expect(pc.keychain.get('cleo@c.example')).toMatchObject({ mail: { secret: 'another one' } });
  });

  it('remembers its servers where its mail stays, and none of its secrets', async () => {
    const { pc, house } = await withCleo();
    const smtp = { host: 'smtp.c.example', port: 587, security: 'startTls' as const };
    await house.mailFlowOf()?.open({ ...order, mail: { ...order.mail, smtp } });
    const account = house.shown();
    await house.signOut(account, { keepMail: true, anyway: false });
    expect(JSON.stringify(pc.keychain.get('cleo@c.example'))).not.toContain('made for');
    expect(house.show(account).ok).toBe(true);
    expect(house.gate()).toMatchObject({
      step: 'mailAccount',
      notice: 'signedOut',
      settings: { user: 'cleo', imap: endpoint, smtp },
    });
    await house.remove(account, { keepMail: false, anyway: false });
    expect(pc.keychain.has('cleo@c.example')).toBe(false);
    expect(house.gate()).toMatchObject({ step: 'mailbox', address: 'ana@a.example' });
  });

  it('gives way to the usual sign-in where it was the only one', async () => {
    const house = computer().start();
    await house.begin();
    await house.chooseKind('mail');
    await house.mailFlowOf()?.open(order);
    expect(house.gate()).toMatchObject({ step: 'mailbox', address: 'cleo@c.example' });
    await house.act({ type: 'signOut' });
    expect(house.gate()).toMatchObject({ step: 'signIn', address: '' });
  });
});
