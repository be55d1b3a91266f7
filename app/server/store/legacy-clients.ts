import type { Database, Row } from './database.ts';

export type LegacyClient = {
  readonly protocol: string;
  readonly program: string | undefined;
  readonly ip: string;
  readonly lastSeenAt: number;
};

export type LegacyClientStore = ReturnType<typeof createLegacyClientStore>;

/** Programs that used the account password on a mail protocol. */
export const createLegacyClientStore = (db: Database) => ({
  record: (userId: string, client: LegacyClient): void => {
    db.prepare(
      `INSERT INTO legacy_clients (user_id, protocol, program, ip, last_seen_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (user_id, protocol, program, ip) DO UPDATE SET last_seen_at = excluded.last_seen_at`,
    ).run([userId, client.protocol, client.program ?? '', client.ip, client.lastSeenAt]);
  },

  /** The program told its name only after it had signed in: the row without one gets it. */
  nameProgram: (userId: string, protocol: string, ip: string, program: string): void => {
    db.prepare(
      `UPDATE OR REPLACE legacy_clients SET program = ? WHERE user_id = ? AND protocol = ? AND ip = ? AND program = ''`,
    ).run([program, userId, protocol, ip]);
  },

  seenSince: (userId: string, since: number): LegacyClient[] =>
    db
      .prepare('SELECT * FROM legacy_clients WHERE user_id = ? AND last_seen_at > ? ORDER BY last_seen_at DESC')
      .all<Row>([userId, since])
      .map((row) => ({
        protocol: String(row['protocol']),
        program: row['program'] === '' ? undefined : String(row['program']),
        ip: String(row['ip']),
        lastSeenAt: Number(row['last_seen_at']),
      })),

  removeOlderThan: (time: number): void => {
    db.prepare('DELETE FROM legacy_clients WHERE last_seen_at < ?').run([time]);
  },
});
