import { describe, expect, it } from 'vitest';
import type { StoredSignIn } from '../../../app/auth/ports.ts';
import { createKeychain, type Keytar } from '../../../main/vault/keychain.ts';
import { keychainStateOf } from '../../../main/vault/keychain-error.ts';
import { createKeytarVault } from '../../../main/vault/keytar-vault.ts';
import { createSavedPasswords, type SavedPassword } from '../../../main/vault/saved-passwords.ts';

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
    findCredentials: (_service: string) =>
      slowly(() => (faults.locked ? [] : [...entries].map(([account, password]) => ({ account, password })))),
  };
};

const vaultOf = (load: () => Promise<Keytar>, now = () => Date.parse('2026-03-01T10:00:00Z')) =>
  createKeytarVault(createKeychain(load), now);
const vaultIn = (keychain: Keytar, now?: () => number) => vaultOf(async () => keychain, now);

describe('the keychain', () => {
  it('gives back what it was given and forgets what was removed', async () => {
    const keychain = memoryKeychain();
    const vault = vaultIn(keychain);
    expect(await vault.write(record.address, record)).toEqual({ ok: true, value: null });
    expect(await vault.read(record.address)).toMatchObject({ ok: true, value: record });
    await vault.remove(record.address);
    expect(await vault.read(record.address)).toEqual({ ok: true, value: undefined });
    expect([...keychain.entries.keys()]).toEqual(['this keychain']);
  });

  it('bears a mark from the first write on, by which it is told from another one', async () => {
    const keychain = memoryKeychain();
    const vault = vaultIn(keychain);
    expect(await vault.mark()).toEqual({ ok: true, value: undefined });
    await vault.write(record.address, record);
    const mark = await vault.mark();
    expect(mark).toMatchObject({ ok: true, value: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    await vault.write('ben@enforced.example', { ...record, address: 'ben@enforced.example' });
    expect(await vault.mark()).toEqual(mark);
    expect(await vaultIn(memoryKeychain()).mark()).toEqual({ ok: true, value: undefined });
  });

  it('notes since when each part is what it is', async () => {
    const keychain = memoryKeychain();
    let now = Date.parse('2026-03-01T10:00:00Z');
    const vault = vaultIn(keychain, () => now);
    await vault.write(record.address, record);
    now += 86_400_000;
    await vault.write(record.address, { ...record, deviceToken: { value: 'another token' } });
    expect(await vault.list()).toMatchObject({
      ok: true,
      value: [{ since: { mail: '2026-03-01T10:00:00.000Z', deviceToken: '2026-03-02T10:00:00.000Z' } }],
    });
    expect(await vaultIn(memoryKeychain({ locked: true })).list()).toEqual({ ok: false, error: 'locked' });
  });

  it('keeps app passwords for other programs alone in their entries, and forgets them with the password', async () => {
    const keytar = memoryKeychain();
    let list: readonly SavedPassword[] = [];
    const saved = createSavedPasswords({
      keychain: createKeychain(async () => keytar),
      memory: {
        read: () => list,
        write: (next) => {
          list = next;
        },
      },
      now: () => 0,
    });
    await saved.save({ address: 'ana@enforced.example', id: '1', name: 'mutt' }, 'abcdefghijklmnopqrst');
    await saved.save({ address: 'ana@enforced.example', id: '2', name: 'backup' }, 'tsrqponmlkjihgfedcba');
    expect(keytar.entries.get('ana@enforced.example: mutt')).toBe('abcdefghijklmnopqrst');
    expect(JSON.stringify(list)).not.toContain('abcdefghij');
    await saved.remove('ana@enforced.example', '1');
    expect([...keytar.entries.keys()]).toEqual(['ana@enforced.example: backup']);
    await saved.removeOf('ana@enforced.example');
    expect(keytar.entries.size).toBe(0);
    await saved.save({ address: 'ana@enforced.example', id: '3', name: 'mutt' }, 'abcdefghijklmnopqrst');
    keytar.entries.clear();
    expect(await saved.list()).toEqual({ ok: true, value: [] });
  });

  it('tells a locked keychain, which reads as empty, from one without an entry', async () => {
    const vault = vaultIn(memoryKeychain({ locked: true }));
    expect(await vault.read(record.address)).toEqual({ ok: false, error: 'locked' });
  });

  it('tells a broken entry and leaves it alone', async () => {
    const keychain = memoryKeychain();
    keychain.entries.set(record.address, '{"format":1');
    const vault = vaultIn(keychain);
    expect(await vault.read(record.address)).toEqual({ ok: false, error: 'unreadable' });
    expect(keychain.entries.get(record.address)).toBe('{"format":1');
  });

  it('is asked one thing at a time', async () => {
    const keychain = memoryKeychain();
    const vault = vaultIn(keychain);
    await Promise.all([vault.write('a', record), vault.read('a'), vault.read('b'), vault.remove('a')]);
    expect(keychain.mostAtOnce()).toBe(1);
  });

  it('is missing where its library does not load', async () => {
    const vault = vaultOf(async () => {
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
