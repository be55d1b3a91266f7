import type { Database, Row } from './database.ts';
import { type ListedDomain, listDomains } from './domain-list.ts';
import { type ListedLegacyClient, listLegacyClients } from './legacy-client-list.ts';
import type { Page } from './list-page.ts';
import type { TranslatedQuery } from './list-query.ts';
import { sortName } from './sort-name.ts';
import { type ListedUser, listUsers } from './user-list.ts';
import { type Domain, domainColumns, type Role, toDomain } from './users.ts';

export type TwoFactorSettings = Omit<Domain, 'id' | 'name'>;

/** A message of the server to one of its mailboxes that was not handed over yet. */
export type StoredNotice = {
  readonly id: number;
  readonly address: string;
  readonly domainName: string;
  readonly subject: string;
  readonly text: string;
  readonly createdAt: number;
};

export type AdministrationStore = ReturnType<typeof createAdministrationStore>;

/** What only administration reads and changes: lists, domains, the built-in administrator, notices under way. */
export const createAdministrationStore = (db: Database) => ({
  users: (query: TranslatedQuery, domainId: string | undefined): Page<ListedUser> => listUsers(db, query, domainId),

  domains: (query: TranslatedQuery, id: string | undefined): Page<ListedDomain> => listDomains(db, query, id),

  legacyClients: (
    query: TranslatedQuery,
    domainId: string,
    since: number,
    enrolledToo: boolean,
  ): Page<ListedLegacyClient> => listLegacyClients(db, query, domainId, since, enrolledToo),

  domainById: (id: string): Domain | undefined => {
    const row = db.prepare(`SELECT ${domainColumns} FROM domains d WHERE d.id = ?`).get<Row>([id]);
    return row && toDomain(row);
  },

  setTwoFactor: (domainId: string, settings: TwoFactorSettings): void => {
    db.prepare(
      `UPDATE domains SET factor_enabled = ?, factor_forced = ?, enforce_from = ?, expire_days = ?, attempt_limit = ?
       WHERE id = ?`,
    ).run([
      Number(settings.factorEnabled),
      Number(settings.factorForced),
      settings.enforceFrom ?? null,
      settings.expireDays,
      settings.attemptLimit,
      domainId,
    ]);
  },

  /** Whether mail to this address reaches somebody already. */
  isAddressTaken: (address: string): boolean =>
    db
      .prepare(
        'SELECT 1 AS one FROM users WHERE address = $address UNION ALL SELECT 1 FROM aliases WHERE address = $address',
      )
      .get({ address }) !== undefined,

  setFullName: (userId: string, fullName: string): void => {
    db.prepare('UPDATE users SET full_name = ?, sort_name = ? WHERE id = ?').run([
      fullName,
      sortName(fullName),
      userId,
    ]);
  },

  setRole: (userId: string, role: Role): void => {
    db.prepare('UPDATE users SET role = ? WHERE id = ?').run([role, userId]);
  },

  /** Ends everything a user is signed in with: sessions, trusted devices, and the app passwords bound to either. */
  endSignIns: (userId: string): void => {
    db.prepare('DELETE FROM app_passwords WHERE user_id = ? AND session_id IS NOT NULL').run([userId]);
    db.prepare('DELETE FROM sessions WHERE user_id = ?').run([userId]);
    db.prepare('DELETE FROM devices WHERE user_id = ?').run([userId]);
  },

  /** Id and last sign-in of the built-in administrator, who belongs to no domain. */
  builtInAdministrator: (): { readonly id: string; readonly lastSignInAt: number | undefined } | undefined => {
    const row = db.prepare('SELECT id, last_sign_in_at FROM users WHERE domain_id IS NULL LIMIT 1').get<Row>([]);
    if (row === undefined) return undefined;
    const at = row['last_sign_in_at'];
    return { id: String(row['id']), lastSignInAt: at === null ? undefined : Number(at) };
  },

  addNotice: (notice: Omit<StoredNotice, 'id'>): void => {
    db.prepare('INSERT INTO notices (address, domain_name, subject, text, created_at) VALUES (?, ?, ?, ?, ?)').run([
      notice.address,
      notice.domainName,
      notice.subject,
      notice.text,
      notice.createdAt,
    ]);
  },

  /** The oldest notices after one already looked at, a few at a time. */
  noticesAfter: (id: number): StoredNotice[] =>
    db
      .prepare('SELECT * FROM notices WHERE id > ? ORDER BY id LIMIT 20')
      .all<Row>([id])
      .map((row) => ({
        id: Number(row['id']),
        address: String(row['address']),
        domainName: String(row['domain_name']),
        subject: String(row['subject']),
        text: String(row['text']),
        createdAt: Number(row['created_at']),
      })),

  removeNotice: (id: number): void => {
    db.prepare('DELETE FROM notices WHERE id = ?').run([id]);
  },
});
