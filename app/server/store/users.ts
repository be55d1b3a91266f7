import { randomUUID } from 'node:crypto';
import type { Database, Row } from './database.ts';
import { sortName } from './sort-name.ts';

export type Domain = {
  readonly id: string;
  readonly name: string;
  readonly factorEnabled: boolean;
  readonly factorForced: boolean;
  /** From when on forcing takes effect; absent = at once. */
  readonly enforceFrom: number | undefined;
  /** Days a trusted device stays trusted; 0 = for one session of the browser. */
  readonly expireDays: number;
  /** Wrong codes in a row that disable an account. */
  readonly attemptLimit: number;
};

export type Role = 'user' | 'domainAdministrator' | 'administrator';
export type DisabledReason = 'secondFactorAttempts' | 'administrator';

export type User = {
  readonly id: string;
  /** Absent for the built-in administrator, who belongs to no domain and has no mailbox. */
  readonly domain: Domain | undefined;
  readonly loginName: string;
  /** Full address; for the built-in administrator the login name. Names the user in every log. */
  readonly address: string;
  readonly fullName: string;
  readonly passwordHash: string;
  readonly role: Role;
  readonly disabledReason: DisabledReason | undefined;
  readonly wrongCodes: number;
  readonly nextCodeAt: number;
};

/** A domain of a row with `domainColumns`. */
export const toDomain = (row: Row): Domain => ({
  id: String(row['domain_id']),
  name: String(row['domain_name']),
  factorEnabled: row['factor_enabled'] === 1,
  factorForced: row['factor_forced'] === 1,
  enforceFrom: row['enforce_from'] === null ? undefined : Number(row['enforce_from']),
  expireDays: Number(row['expire_days']),
  attemptLimit: Number(row['attempt_limit']),
});

const toUser = (row: Row): User => ({
  id: String(row['id']),
  domain: row['domain_id'] === null ? undefined : toDomain(row),
  loginName: String(row['login_name']),
  address: row['address'] === null ? String(row['login_name']) : String(row['address']),
  fullName: String(row['full_name']),
  passwordHash: String(row['password_hash']),
  role: row['role'] as Role,
  disabledReason: row['disabled_reason'] === null ? undefined : (row['disabled_reason'] as DisabledReason),
  wrongCodes: Number(row['wrong_codes']),
  nextCodeAt: Number(row['next_code_at']),
});

export const domainColumns = `d.id AS domain_id, d.name AS domain_name, d.factor_enabled, d.factor_forced, d.enforce_from,
  d.expire_days, d.attempt_limit`;
const selectUser = `SELECT u.id, u.login_name, u.address, u.full_name, u.password_hash, u.role, u.disabled_reason,
  u.wrong_codes, u.next_code_at, ${domainColumns} FROM users u LEFT JOIN domains d ON d.id = u.domain_id`;

export type NewUser = {
  readonly domainId: string | undefined;
  readonly loginName: string;
  readonly address: string | undefined;
  readonly fullName: string;
  readonly passwordHash: string;
  readonly role: Role;
  readonly createdAt: number;
};

export type UserStore = ReturnType<typeof createUserStore>;

/** Domains, users and their aliases. Names and addresses are kept and looked up in lower case. */
export const createUserStore = (db: Database) => ({
  isEmpty: (): boolean => db.prepare('SELECT 1 AS one FROM users LIMIT 1').get([]) === undefined,

  addDomain: (domain: Omit<Domain, 'id'>): string => {
    const id = randomUUID();
    db.prepare(
      `INSERT INTO domains (id, name, factor_enabled, factor_forced, enforce_from, expire_days, attempt_limit)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ).run([
      id,
      domain.name.toLowerCase(),
      Number(domain.factorEnabled),
      Number(domain.factorForced),
      domain.enforceFrom ?? null,
      domain.expireDays,
      domain.attemptLimit,
    ]);
    return id;
  },

  addUser: (user: NewUser): string => {
    const id = randomUUID();
    db.prepare(
      `INSERT INTO users (id, domain_id, login_name, address, full_name, sort_name, password_hash, role, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run([
      id,
      user.domainId ?? null,
      user.loginName.toLowerCase(),
      user.address?.toLowerCase() ?? null,
      user.fullName,
      sortName(user.fullName),
      user.passwordHash,
      user.role,
      user.createdAt,
    ]);
    return id;
  },

  addAlias: (userId: string, address: string): void => {
    db.prepare('INSERT INTO aliases (address, user_id) VALUES (?, ?)').run([address.toLowerCase(), userId]);
  },

  byId: (id: string): User | undefined => {
    const row = db.prepare(`${selectUser} WHERE u.id = ?`).get<Row>([id]);
    return row && toUser(row);
  },

  byAddress: (address: string): User | undefined => {
    const row = db.prepare(`${selectUser} WHERE u.address = ?`).get<Row>([address.toLowerCase()]);
    return row && toUser(row);
  },

  builtInAdministrator: (loginName: string): User | undefined => {
    const row = db
      .prepare(`${selectUser} WHERE u.domain_id IS NULL AND u.login_name = ?`)
      .get<Row>([loginName.toLowerCase()]);
    return row && toUser(row);
  },

  /** The user whose mailbox takes mail to this address, by the address itself or an alias. */
  byRecipient: (address: string): User | undefined => {
    const row = db
      .prepare(
        `${selectUser} WHERE u.address = $address OR u.id = (SELECT user_id FROM aliases WHERE address = $address)`,
      )
      .get<Row>({ address: address.toLowerCase() });
    return row && toUser(row);
  },

  /** Every address of the user, the main one first. */
  addressesOf: (user: User): string[] => {
    if (user.domain === undefined) return [];
    const aliases = db
      .prepare('SELECT address FROM aliases WHERE user_id = ? ORDER BY address', { pluck: true })
      .all<string>([user.id]);
    return [user.address, ...aliases];
  },

  hasDomain: (name: string): boolean =>
    db.prepare('SELECT 1 AS one FROM domains WHERE name = ?').get([name.toLowerCase()]) !== undefined,

  someDomainHasFactorEnabled: (): boolean =>
    db.prepare('SELECT 1 AS one FROM domains WHERE factor_enabled = 1 LIMIT 1').get([]) !== undefined,

  setPasswordHash: (id: string, hash: string): void => {
    db.prepare('UPDATE users SET password_hash = ? WHERE id = ?').run([hash, id]);
  },

  setWrongCodes: (id: string, wrongCodes: number, nextCodeAt: number): void => {
    db.prepare('UPDATE users SET wrong_codes = ?, next_code_at = ? WHERE id = ?').run([wrongCodes, nextCodeAt, id]);
  },

  setDisabled: (id: string, reason: DisabledReason | undefined): void => {
    db.prepare('UPDATE users SET disabled_reason = ? WHERE id = ?').run([reason ?? null, id]);
  },

  setSignedIn: (id: string, time: number): void => {
    db.prepare('UPDATE users SET last_sign_in_at = ? WHERE id = ?').run([time, id]);
  },
});
