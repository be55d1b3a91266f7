import { randomUUID } from 'node:crypto';
import type { Component } from '../../protocol/envelope.ts';
import type { Database, Row } from './database.ts';

export type SessionState = 'full' | 'code' | 'setup';

export type Session = {
  readonly id: string;
  readonly tokenHash: string;
  readonly userId: string;
  readonly component: Component;
  readonly state: SessionState;
  /** The trusted device this session was opened from or made. */
  readonly deviceId: string | undefined;
  readonly deviceName: string;
  /** Sealed secret of a set-up under way. */
  readonly pendingSecret: Uint8Array<ArrayBuffer> | undefined;
  /** Until when the last code given in this session counts as fresh proof. */
  readonly freshUntil: number;
  readonly createdAt: number;
  readonly lastUsedAt: number;
  readonly ip: string;
};

const toSession = (row: Row): Session => ({
  id: String(row['id']),
  tokenHash: String(row['token_hash']),
  userId: String(row['user_id']),
  component: row['component'] as Component,
  state: row['state'] as SessionState,
  deviceId: row['device_id'] === null ? undefined : String(row['device_id']),
  deviceName: String(row['device_name']),
  pendingSecret: row['pending_secret'] instanceof Uint8Array ? row['pending_secret'] : undefined,
  freshUntil: Number(row['fresh_until']),
  createdAt: Number(row['created_at']),
  lastUsedAt: Number(row['last_used_at']),
  ip: String(row['ip']),
});

export type SessionStore = ReturnType<typeof createSessionStore>;

/** Sessions of both HTTPS endpoints; cookies and tokens only as keyed hashes. */
export const createSessionStore = (db: Database) => ({
  add: (session: Omit<Session, 'id' | 'pendingSecret' | 'freshUntil'> & { cookieHash: string }): string => {
    const id = randomUUID();
    db.prepare(
      `INSERT INTO sessions (id, cookie_hash, token_hash, user_id, component, state, device_id, device_name,
         fresh_until, created_at, last_used_at, ip) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)`,
    ).run([
      id,
      session.cookieHash,
      session.tokenHash,
      session.userId,
      session.component,
      session.state,
      session.deviceId ?? null,
      session.deviceName,
      session.createdAt,
      session.lastUsedAt,
      session.ip,
    ]);
    return id;
  },

  byCookieHash: (cookieHash: string): Session | undefined => {
    const row = db.prepare('SELECT * FROM sessions WHERE cookie_hash = ?').get<Row>([cookieHash]);
    return row && toSession(row);
  },

  byId: (id: string): Session | undefined => {
    const row = db.prepare('SELECT * FROM sessions WHERE id = ?').get<Row>([id]);
    return row && toSession(row);
  },

  touch: (id: string, time: number): void => {
    db.prepare('UPDATE sessions SET last_used_at = ? WHERE id = ?').run([time, id]);
  },

  setPendingSecret: (id: string, secret: Uint8Array<ArrayBuffer>): void => {
    db.prepare('UPDATE sessions SET pending_secret = ? WHERE id = ?').run([secret, id]);
  },

  /** A right code was given: the session is full, its proof fresh, a secret under way forgotten. */
  prove: (id: string, freshUntil: number, deviceId: string | undefined): void => {
    db.prepare(
      `UPDATE sessions SET state = 'full', pending_secret = NULL, fresh_until = ?,
         device_id = coalesce(?, device_id) WHERE id = ?`,
    ).run([freshUntil, deviceId ?? null, id]);
  },

  /** Takes the fresh proof back, as after the factor it rested on is gone. */
  expireProof: (userId: string): void => {
    db.prepare('UPDATE sessions SET fresh_until = 0, device_id = NULL WHERE user_id = ?').run([userId]);
  },

  remove: (id: string): void => {
    db.prepare('DELETE FROM sessions WHERE id = ?').run([id]);
  },

  removeAllOf: (userId: string, exceptId?: string): void => {
    db.prepare('DELETE FROM sessions WHERE user_id = ? AND id IS NOT ?').run([userId, exceptId ?? null]);
  },

  removeOfDevice: (deviceId: string, exceptId: string): void => {
    db.prepare('DELETE FROM sessions WHERE device_id = ? AND id <> ?').run([deviceId, exceptId]);
  },

  /** Full ones end; one that still owes a code stays, to be told why it gets no further. */
  removeFullOf: (userId: string): void => {
    db.prepare("DELETE FROM sessions WHERE user_id = ? AND state = 'full'").run([userId]);
  },

  removeStale: (usedBefore: number, createdBefore: number): void => {
    db.prepare('DELETE FROM sessions WHERE last_used_at < ? OR created_at < ?').run([usedBefore, createdBefore]);
  },
});
