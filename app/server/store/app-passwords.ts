import { randomUUID } from 'node:crypto';
import type { Scope } from '../../protocol/app-passwords.ts';
import type { Database, Row } from './database.ts';

export type StoredAppPassword = {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: number;
  readonly lastUsedAt: number | undefined;
  readonly lastProtocol: string | undefined;
  readonly lastIp: string | undefined;
  readonly expiresAt: number | undefined;
  readonly enabled: boolean;
  /** Ends with this trusted device. */
  readonly deviceId: string | undefined;
  /** Ends when this session signs out, or with `expiresAt`, which each use moves. */
  readonly sessionId: string | undefined;
};

const optionalText = (value: Row[string] | undefined): string | undefined =>
  value === null || value === undefined ? undefined : String(value);
const optionalNumber = (value: Row[string] | undefined): number | undefined =>
  value === null || value === undefined ? undefined : Number(value);

const toAppPassword = (row: Row): StoredAppPassword => ({
  id: String(row['id']),
  userId: String(row['user_id']),
  name: String(row['name']),
  scopes: String(row['scopes']).split(' ') as Scope[],
  createdAt: Number(row['created_at']),
  lastUsedAt: optionalNumber(row['last_used_at']),
  lastProtocol: optionalText(row['last_protocol']),
  lastIp: optionalText(row['last_ip']),
  expiresAt: optionalNumber(row['expires_at']),
  enabled: row['enabled'] === 1,
  deviceId: optionalText(row['device_id']),
  sessionId: optionalText(row['session_id']),
});

export type NewAppPassword = Pick<
  StoredAppPassword,
  'userId' | 'name' | 'scopes' | 'createdAt' | 'expiresAt' | 'deviceId' | 'sessionId'
> & { readonly secretHash: string };

export type AppPasswordChange = Pick<StoredAppPassword, 'name' | 'scopes' | 'enabled' | 'expiresAt'>;

export type AppPasswordStore = ReturnType<typeof createAppPasswordStore>;

/** App passwords; the secret only as a keyed hash. Names are unique per user whatever their case. */
export const createAppPasswordStore = (db: Database) => ({
  add: (password: NewAppPassword): string => {
    const id = randomUUID();
    db.prepare(
      `INSERT INTO app_passwords (id, user_id, name, scopes, secret_hash, created_at, expires_at, enabled, device_id,
         session_id) VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?)`,
    ).run([
      id,
      password.userId,
      password.name,
      password.scopes.join(' '),
      password.secretHash,
      password.createdAt,
      password.expiresAt ?? null,
      password.deviceId ?? null,
      password.sessionId ?? null,
    ]);
    return id;
  },

  byId: (id: string): StoredAppPassword | undefined => {
    const row = db.prepare('SELECT * FROM app_passwords WHERE id = ?').get<Row>([id]);
    return row && toAppPassword(row);
  },

  bySecretHash: (userId: string, secretHash: string): StoredAppPassword | undefined => {
    const row = db
      .prepare('SELECT * FROM app_passwords WHERE user_id = ? AND secret_hash = ?')
      .get<Row>([userId, secretHash]);
    return row && toAppPassword(row);
  },

  /** A phone that keeps trying a revoked one is no guesser. */
  wasRevoked: (userId: string, secretHash: string): boolean =>
    db
      .prepare('SELECT 1 AS one FROM revoked_app_passwords WHERE user_id = ? AND secret_hash = ?')
      .get([userId, secretHash]) !== undefined,

  byName: (userId: string, name: string): StoredAppPassword | undefined => {
    const row = db.prepare('SELECT * FROM app_passwords WHERE user_id = ? AND name = ?').get<Row>([userId, name]);
    return row && toAppPassword(row);
  },

  listOf: (userId: string): StoredAppPassword[] =>
    db
      .prepare('SELECT * FROM app_passwords WHERE user_id = ? ORDER BY coalesce(last_used_at, created_at) DESC, id')
      .all<Row>([userId])
      .map(toAppPassword),

  change: (id: string, change: AppPasswordChange): void => {
    db.prepare('UPDATE app_passwords SET name = ?, scopes = ?, enabled = ?, expires_at = ? WHERE id = ?').run([
      change.name,
      change.scopes.join(' '),
      Number(change.enabled),
      change.expiresAt ?? null,
      id,
    ]);
  },

  recordUse: (id: string, time: number, protocol: string, ip: string): void => {
    db.prepare('UPDATE app_passwords SET last_used_at = ?, last_protocol = ?, last_ip = ? WHERE id = ?').run([
      time,
      protocol,
      ip,
      id,
    ]);
  },

  setExpiry: (id: string, expiresAt: number): void => {
    db.prepare('UPDATE app_passwords SET expires_at = ? WHERE id = ?').run([expiresAt, id]);
  },

  remove: (userId: string, id: string): StoredAppPassword | undefined => {
    const row = db.prepare('DELETE FROM app_passwords WHERE user_id = ? AND id = ? RETURNING *').get<Row>([userId, id]);
    return row && toAppPassword(row);
  },

  removeAllOf: (userId: string): number =>
    db.prepare('DELETE FROM app_passwords WHERE user_id = ?').run([userId]).changes,

  removeOfSession: (sessionId: string): number =>
    db.prepare('DELETE FROM app_passwords WHERE session_id = ?').run([sessionId]).changes,

  /** Those that live no longer than a session. */
  removeSessionBoundOf: (userId: string): void => {
    db.prepare('DELETE FROM app_passwords WHERE user_id = ? AND session_id IS NOT NULL').run([userId]);
  },

  /** Those that ended with their session; one with an expiry of its own stays listed, refused by name. */
  removeSpent: (now: number): void => {
    db.prepare('DELETE FROM app_passwords WHERE session_id IS NOT NULL AND expires_at <= ?').run([now]);
  },
});
