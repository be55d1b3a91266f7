import type { Database, Row } from './database.ts';

export type StoredFactor = {
  readonly sealedSecret: Uint8Array<ArrayBuffer>;
  readonly enrolledAt: number;
  readonly recoveryEmail: string;
};

export type RecoveryRequest = { readonly codeHash: string; readonly expiresAt: number; readonly wrongCodes: number };

export type SecondFactorStore = ReturnType<typeof createSecondFactorStore>;

/** Everything of the second factor that is not a device: secret, used steps, recovery codes and mails. */
export const createSecondFactorStore = (db: Database) => ({
  factorOf: (userId: string): StoredFactor | undefined => {
    const row = db.prepare('SELECT * FROM second_factors WHERE user_id = ?').get<Row>([userId]);
    if (row === undefined || !(row['secret'] instanceof Uint8Array)) return undefined;
    return {
      sealedSecret: row['secret'],
      enrolledAt: Number(row['enrolled_at']),
      recoveryEmail: String(row['recovery_email']),
    };
  },

  putFactor: (userId: string, factor: StoredFactor): void => {
    db.prepare(
      `INSERT INTO second_factors (user_id, secret, enrolled_at, recovery_email) VALUES (?, ?, ?, ?)
       ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret, enrolled_at = excluded.enrolled_at,
         recovery_email = excluded.recovery_email`,
    ).run([userId, factor.sealedSecret, factor.enrolledAt, factor.recoveryEmail]);
  },

  removeFactor: (userId: string): void => {
    db.prepare('DELETE FROM second_factors WHERE user_id = ?').run([userId]);
  },

  /** False when this step was accepted before. Kept for good, so that no clock change makes a code good again. */
  spendStep: (userId: string, step: number): boolean =>
    db.prepare('INSERT OR IGNORE INTO used_steps (user_id, step) VALUES (?, ?)').run([userId, step]).changes === 1,

  replaceRecoveryCodes: (userId: string, codeHashes: readonly string[]): void => {
    db.prepare('DELETE FROM recovery_codes WHERE user_id = ?').run([userId]);
    for (const codeHash of codeHashes) {
      db.prepare('INSERT INTO recovery_codes (user_id, code_hash) VALUES (?, ?)').run([userId, codeHash]);
    }
  },

  /** True once for each recovery code. */
  spendRecoveryCode: (userId: string, codeHash: string): boolean =>
    db.prepare('DELETE FROM recovery_codes WHERE user_id = ? AND code_hash = ?').run([userId, codeHash]).changes === 1,

  countRecoveryCodes: (userId: string): number =>
    db.prepare('SELECT count(*) FROM recovery_codes WHERE user_id = ?', { pluck: true }).get<number>([userId]) ?? 0,

  recoveryRequestOf: (userId: string): RecoveryRequest | undefined => {
    const row = db.prepare('SELECT * FROM recovery_requests WHERE user_id = ?').get<Row>([userId]);
    return (
      row && {
        codeHash: String(row['code_hash']),
        expiresAt: Number(row['expires_at']),
        wrongCodes: Number(row['wrong_codes']),
      }
    );
  },

  putRecoveryRequest: (userId: string, request: RecoveryRequest): void => {
    db.prepare(
      `INSERT INTO recovery_requests (user_id, code_hash, expires_at, wrong_codes) VALUES (?, ?, ?, ?)
       ON CONFLICT (user_id) DO UPDATE SET code_hash = excluded.code_hash, expires_at = excluded.expires_at,
         wrong_codes = excluded.wrong_codes`,
    ).run([userId, request.codeHash, request.expiresAt, request.wrongCodes]);
  },

  removeRecoveryRequest: (userId: string): void => {
    db.prepare('DELETE FROM recovery_requests WHERE user_id = ?').run([userId]);
  },

  recoveryMailsSince: (userId: string, since: number): number[] =>
    db
      .prepare('SELECT sent_at FROM recovery_mails WHERE user_id = ? AND sent_at > ? ORDER BY sent_at', { pluck: true })
      .all<number>([userId, since]),

  recordRecoveryMail: (userId: string, time: number): void => {
    db.prepare('INSERT INTO recovery_mails (user_id, sent_at) VALUES (?, ?)').run([userId, time]);
  },

  removeOldRecoveryMails: (before: number): void => {
    db.prepare('DELETE FROM recovery_mails WHERE sent_at < ?').run([before]);
  },
});
