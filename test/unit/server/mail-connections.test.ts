import { expect, it } from 'vitest';
import { createMailConnections } from '../../../app/server/accounts/mail-connections.ts';
import type { Core } from '../../../app/server/core.ts';
import { createFixture } from './support/fixture.ts';

it('outlive a database that fails for a while, and are judged again after it', async () => {
  const { core, store, logs, addUser } = await createFixture({ passwordHash: 'first' });
  const userId = addUser('otto', { name: 'off.example', factorEnabled: false, factorForced: false });
  const full = () => {
    throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
  };
  const failing: Core = { ...core, store: { ...store, users: { ...store.users, byId: full } } };
  let current = core;
  const connections = createMailConnections(() => current);
  const ended: string[] = [];
  for (const id of ['one', 'two']) {
    connections.add({
      id,
      protocol: 'imap',
      credential: { kind: 'account-password', userId, passwordHash: 'first' },
      end: () => ended.push(id),
    });
  }
  current = failing;
  await connections.review();
  expect(ended).toEqual([]);
  expect(logs.of('error')).toEqual(Array(2).fill('Mail connections: database or disk is full'));
  current = core;
  await connections.review();
  expect(ended).toEqual([]);
  store.users.setPasswordHash(userId, 'second');
  await connections.review();
  expect(ended).toEqual(['one', 'two']);
  expect(logs.of('error')).toHaveLength(2);
});
