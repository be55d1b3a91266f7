import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from '@signalapp/sqlcipher';
import { afterAll, describe, expect, it } from 'vitest';
import { listQuery } from '../../../../app/protocol/list-query.ts';
import { openDatabase } from '../../../../app/server/store/database.ts';
import { translateQuery } from '../../../../app/server/store/list-query.ts';
import { accounts } from '../../../../app/server/store/migrations/0001-accounts.ts';
import { createStore } from '../../../../app/server/store/store.ts';
import { userListShape } from '../../../../app/server/store/user-list.ts';

const folder = mkdtempSync(join(tmpdir(), 'latchkey-unit-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a database from before administration', () => {
  it('gets names, counts and devices of its users right', () => {
    const path = join(folder, 'server.db');
    const old = new Database(path);
    old.exec(accounts);
    old.exec(`
      PRAGMA user_version = 1;
      INSERT INTO domains VALUES ('d', 'one.example', 1, 1, NULL, 30, 5);
      INSERT INTO users (id, domain_id, login_name, address, full_name, password_hash, role, created_at) VALUES
        ('a', 'd', 'ana', 'ana@one.example', 'Ana Moreira', 'x', 'user', 1),
        ('b', 'd', 'ben', 'ben@one.example', 'Ben Okafor', 'x', 'user', 1);
      INSERT INTO second_factors VALUES ('a', x'00', 1, 'a@b.example');
      INSERT INTO app_passwords (id, user_id, name, scopes, secret_hash, created_at, enabled) VALUES
        ('p', 'a', 'Phone', 'imap', 'h1', 1, 1), ('q', 'a', 'Tablet', 'imap', 'h2', 1, 1);
      INSERT INTO devices VALUES ('v', 'a', 'webmail', 't', 'Laptop', 1000, 5000, '', 2592001000, 0);
    `);
    old.close();

    const opened = openDatabase(path);
    if (!opened.ok) throw new Error('the database was refused');
    const store = createStore(opened.value);
    const query = translateQuery(
      userListShape,
      listQuery.parse({ conditions: [{ fieldName: 'fullName', comparator: 'Like', value: 'MOREIRA' }] }),
    );
    if (!query.ok) throw new Error(query.error.path);
    expect(store.administration.users(query.value, 'd')).toMatchObject({
      total: 1,
      rows: [{ id: 'a', isEnrolled: true, appPasswordCount: 2 }],
    });
    store.appPasswords.remove('a', 'p');
    expect(store.administration.users(query.value, 'd').rows[0]?.appPasswordCount).toBe(1);
    store.devices.setLifeIn('d', 7000, 0, 6000);
    expect(store.devices.byId('v')?.expiresAt).toBe(8000);
    store.close();
  });
});
