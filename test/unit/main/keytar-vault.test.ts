import { describe, expect, it } from 'vitest';
import type { StoredSignIn } from '../../../app/auth/ports.ts';
import { keychainStateOf } from '../../../main/vault/keychain-error.ts';
import { createKeytarVault } from '../../../main/vault/keytar-vault.ts';

const record: StoredSignIn = {
  format: 1,
  address: 'ana@enforced.example',
  serverUrl: 'https://mail.enforced.example',
  deviceToken: { value: 'token' },
  mail: {
    user: 'ana@enforced.example',
    secret: 'secret',
    kind: 'appPassword',
    imap: { host: 'mail.enforced.example', port: 993, security: 'tls' },
  },
};

const memoryKeychain = (faults: { locked?: boolean } = {}) => {
  const entries = new Map<string, string>();
  let running = 0;
  let mostAtOnce = 0;
  const slowly = async <Value>(work: () => Value): Promise<Value> => {
    running += 1;
    mostAtOnce = Math.max(mostAtOnce, running);
    await new Promise((done) => setTimeout(done, 2));
    running -= 1;
    return work();
  };
  return {
    entries,
    mostAtOnce: () => mostAtOnce,
    getPassword: (_service: string, account: string) =>
      slowly(() => (faults.locked ? null : (entries.get(account) ?? null))),
    setPassword: (_service: string, account: string, text: string) =>
      slowly(() => {
        if (faults.locked) throw new Error('Cannot create an item in a locked collection');
        entries.set(account, text);
      }),
    deletePassword: (_service: string, account: string) => slowly(() => entries.delete(account)),
  };
};

describe('the keychain', () => {
  it('gives back what it was given and forgets what was removed', async () => {
    const keychain = memoryKeychain();
    const vault = createKeytarVault(async () => keychain);
    expect(await vault.write(record.address, record)).toEqual({ ok: true, value: null });
    expect(await vault.read(record.address)).toEqual({ ok: true, value: record });
    await vault.remove(record.address);
    expect(await vault.read(record.address)).toEqual({ ok: true, value: undefined });
    expect([...keychain.entries.keys()]).toEqual(['this keychain']);
  });

  it('bears a mark from the first write on, by which it is told from another one', async () => {
    const keychain = memoryKeychain();
    const vault = createKeytarVault(async () => keychain);
    expect(await vault.mark()).toEqual({ ok: true, value: undefined });
    await vault.write(record.address, record);
    const mark = await vault.mark();
    expect(mark).toMatchObject({ ok: true, value: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    await vault.write('ben@enforced.example', { ...record, address: 'ben@enforced.example' });
    expect(await vault.mark()).toEqual(mark);
    expect(await createKeytarVault(async () => memoryKeychain()).mark()).toEqual({ ok: true, value: undefined });
  });

  it('tells a locked keychain, which reads as empty, from one without an entry', async () => {
    const vault = createKeytarVault(async () => memoryKeychain({ locked: true }));
    expect(await vault.read(record.address)).toEqual({ ok: false, error: 'locked' });
  });

  it('tells a broken entry and leaves it alone', async () => {
    const keychain = memoryKeychain();
    keychain.entries.set(record.address, '{"format":1');
    const vault = createKeytarVault(async () => keychain);
    expect(await vault.read(record.address)).toEqual({ ok: false, error: 'unreadable' });
    expect(keychain.entries.get(record.address)).toBe('{"format":1');
  });

  it('is asked one thing at a time', async () => {
    const keychain = memoryKeychain();
    const vault = createKeytarVault(async () => keychain);
    await Promise.all([vault.write('a', record), vault.read('a'), vault.read('b'), vault.remove('a')]);
    expect(keychain.mostAtOnce()).toBe(1);
  });

  it('is missing where its library does not load', async () => {
    const vault = createKeytarVault(async () => {
      throw new Error('libsecret-1.so.0: cannot open shared object file: No such file or directory');
    });
    expect(await vault.write('a', record)).toEqual({ ok: false, error: 'missing' });
  });
});

it.each([
  ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'missing'],
  ['The name org.freedesktop.secrets was not provided by any .service files', 'missing'],
  ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', 'missing'],
  ['Cannot create an item in a locked collection', 'locked'],
  ['User interaction is not allowed.', 'locked'],
  ['The user name or passphrase you entered is not correct.', 'denied'],
  ['User canceled the operation.', 'denied'],
  ['something nobody has seen before', 'denied'],
])('"%s" means %s', (text, state) => {
  expect(keychainStateOf(new Error(text))).toBe(state);
});
