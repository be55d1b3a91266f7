import { randomUUID } from 'node:crypto';
import type { Component } from '../../protocol/envelope.ts';
import type { Database, Row } from './database.ts';

export type Device = {
  readonly id: string;
  readonly userId: string;
  readonly component: Component;
  readonly name: string;
  readonly createdAt: number;
  readonly lastUsedAt: number;
  readonly lastIp: string;
  readonly expiresAt: number;
  /** Each use moves the end of trust (domains that remember for 0 days). */
  readonly sliding: boolean;
};

const toDevice = (row: Row): Device => ({
  id: String(row['id']),
  userId: String(row['user_id']),
  component: row['component'] as Component,
  name: String(row['name']),
  createdAt: Number(row['created_at']),
  lastUsedAt: Number(row['last_used_at']),
  lastIp: String(row['last_ip']),
  expiresAt: Number(row['expires_at']),
  sliding: row['sliding'] === 1,
});

export type DeviceStore = ReturnType<typeof createDeviceStore>;

/** Trusted devices. Removing one removes the app passwords bound to it (foreign key). */
export const createDeviceStore = (db: Database) => ({
  add: (device: Omit<Device, 'id'> & { tokenHash: string }): string => {
    const id = randomUUID();
    db.prepare(
      `INSERT INTO devices (id, user_id, component, token_hash, name, created_at, last_used_at, last_ip, expires_at,
         sliding, trusted_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run([
      id,
      device.userId,
      device.component,
      device.tokenHash,
      device.name,
      device.createdAt,
      device.lastUsedAt,
      device.lastIp,
      device.expiresAt,
      Number(device.sliding),
      device.createdAt,
    ]);
    return id;
  },

  byId: (id: string): Device | undefined => {
    const row = db.prepare('SELECT * FROM devices WHERE id = ?').get<Row>([id]);
    return row && toDevice(row);
  },

  byTokenHash: (tokenHash: string): Device | undefined => {
    const row = db.prepare('SELECT * FROM devices WHERE token_hash = ?').get<Row>([tokenHash]);
    return row && toDevice(row);
  },

  listOf: (userId: string, now: number): Device[] =>
    db
      .prepare('SELECT * FROM devices WHERE user_id = ? AND expires_at > ? ORDER BY last_used_at DESC, id')
      .all<Row>([userId, now])
      .map(toDevice),

  renew: (id: string, tokenHash: string, usedAt: number, ip: string, expiresAt: number, sliding: boolean): void => {
    db.prepare(
      `UPDATE devices SET token_hash = ?, last_used_at = ?, last_ip = ?, expires_at = ?, sliding = ?, trusted_at = ?
       WHERE id = ?`,
    ).run([tokenHash, usedAt, ip, expiresAt, Number(sliding), usedAt, id]);
  },

  touch: (id: string, usedAt: number, ip: string, expiresAt: number): void => {
    db.prepare('UPDATE devices SET last_used_at = ?, last_ip = ?, expires_at = ? WHERE id = ?').run([
      usedAt,
      ip,
      expiresAt,
      id,
    ]);
  },

  /**
   * Gives the living devices of a domain the life its setting now says, counted from when each was last trusted.
   * @param rememberedFor milliseconds; 0: each use keeps a device alive for `slidingLife`
   */
  setLifeIn: (domainId: string, rememberedFor: number, slidingLife: number, now: number): void => {
    const sliding = rememberedFor === 0;
    db.prepare(
      `UPDATE devices SET sliding = $sliding,
         expires_at = CASE WHEN $sliding = 1 THEN last_used_at + $slidingLife ELSE trusted_at + $rememberedFor END
       WHERE expires_at > $now AND user_id IN (SELECT id FROM users WHERE domain_id = $domainId)`,
    ).run({ sliding: Number(sliding), slidingLife, rememberedFor, now, domainId });
  },

  remove: (userId: string, id: string): boolean =>
    db.prepare('DELETE FROM devices WHERE user_id = ? AND id = ?').run([userId, id]).changes > 0,

  removeAllOf: (userId: string): void => {
    db.prepare('DELETE FROM devices WHERE user_id = ?').run([userId]);
  },

  removeExpired: (now: number): void => {
    db.prepare('DELETE FROM devices WHERE expires_at <= ?').run([now]);
  },
});
