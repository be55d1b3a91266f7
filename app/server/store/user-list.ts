import type { Database, Row } from './database.ts';
import { type Page, readPage } from './list-page.ts';
import type { Column, ListShape, TranslatedQuery } from './list-query.ts';
import { sortName } from './sort-name.ts';
import type { DisabledReason, Role } from './users.ts';

/** A user as administration lists them; the built-in administrator belongs to no domain and to no list. */
export type ListedUser = {
  readonly id: string;
  readonly domainId: string;
  readonly domainName: string;
  readonly loginName: string;
  readonly address: string;
  readonly fullName: string;
  readonly role: Role;
  readonly disabledReason: DisabledReason | undefined;
  readonly isEnrolled: boolean;
  readonly wrongCodes: number;
  readonly lastSignInAt: number | undefined;
  readonly appPasswordCount: number;
};

const lowerCase = (text: string): string => text.toLowerCase();

const sortedBy = (column: string): NonNullable<Column['order']> => ({
  by: `u.${column}`,
  first: { by: `u.${column}`, from: `users u INDEXED BY users_by_${column}` },
});

const plain =
  (sql: string): Column['test'] =>
  (comparison) =>
    `u.${sql} ${comparison}`;

/**
 * Everything `Users.get` can filter and sort by. A plus before an expression keeps the planner from seeking by it, which
 * would leave the order of the index that the page is read in.
 */
export const userListShape: ListShape = {
  columns: {
    id: { kind: 'text', test: plain('id') },
    domainId: { kind: 'text', test: plain('domain_id') },
    domainName: {
      kind: 'text',
      fold: lowerCase,
      test: (comparison) => `+u.domain_id IN (SELECT id FROM domains WHERE name ${comparison})`,
      order: {
        by: '(SELECT name FROM domains WHERE id = u.domain_id)',
        first: {
          by: 'd.name',
          from: 'domains d CROSS JOIN users u INDEXED BY users_by_domain_id ON u.domain_id = d.id',
        },
      },
    },
    loginName: { kind: 'text', fold: lowerCase, test: plain('login_name'), order: sortedBy('login_name') },
    address: { kind: 'text', fold: lowerCase, test: plain('address'), order: sortedBy('address') },
    fullName: {
      kind: 'text',
      fold: sortName,
      test: plain('sort_name'),
      order: { ...sortedBy('sort_name'), exact: 'u.full_name' },
    },
    isEnabled: {
      kind: 'boolean',
      test: (comparison) => `+(u.disabled_reason IS NULL) ${comparison}`,
      order: {
        by: '(u.disabled_reason IS NULL)',
        first: { by: '(u.disabled_reason IS NULL)', from: 'users u INDEXED BY users_by_disabled_reason' },
      },
    },
    isEnrolled: { kind: 'boolean', test: plain('is_enrolled'), order: sortedBy('is_enrolled') },
    secondFactorFailures: { kind: 'integer', test: plain('wrong_codes'), order: sortedBy('wrong_codes') },
    lastSignIn: { kind: 'time', test: plain('last_sign_in_at'), order: sortedBy('last_sign_in_at') },
    appPasswordCount: { kind: 'integer', test: plain('app_password_count'), order: sortedBy('app_password_count') },
  },
  quickSearch: ['address', 'fullName'],
  defaultOrder: { columnName: 'address', direction: 'Asc' },
  tieBreaker: 'u.address',
};

const toListedUser = (row: Row): ListedUser => ({
  id: String(row['id']),
  domainId: String(row['domain_id']),
  domainName: String(row['domain_name']),
  loginName: String(row['login_name']),
  address: String(row['address']),
  fullName: String(row['full_name']),
  role: row['role'] as Role,
  disabledReason: row['disabled_reason'] === null ? undefined : (row['disabled_reason'] as DisabledReason),
  isEnrolled: row['is_enrolled'] === 1,
  wrongCodes: Number(row['wrong_codes']),
  lastSignInAt: row['last_sign_in_at'] === null ? undefined : Number(row['last_sign_in_at']),
  appPasswordCount: Number(row['app_password_count']),
});

/** Whole rows of these users, in the order of the ids. */
const rowsOf = (db: Database, ids: readonly string[]): ListedUser[] => {
  const rows = db
    .prepare(
      `SELECT u.id, u.domain_id, d.name AS domain_name, u.login_name, u.address, u.full_name, u.role,
         u.disabled_reason, u.is_enrolled, u.wrong_codes, u.last_sign_in_at, u.app_password_count
       FROM json_each(?) wanted CROSS JOIN users u ON u.id = wanted.value JOIN domains d ON d.id = u.domain_id`,
    )
    .all<Row>([JSON.stringify(ids)])
    .map(toListedUser);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
};

/**
 * One page of users and how many there are in all.
 * @param domainId restricts the list to one domain
 */
export const listUsers = (db: Database, query: TranslatedQuery, domainId: string | undefined): Page<ListedUser> => {
  const scoped = domainId !== undefined;
  const page = readPage(db, query, {
    select: 'u.id',
    from: 'users u',
    countFrom: `users u INDEXED BY ${scoped ? 'users_by_domain_id' : 'users_by_address'}`,
    where: `u.domain_id IS NOT NULL${scoped ? ' AND u.domain_id = ?' : ''}`,
    values: scoped ? [domainId] : [],
  });
  const ids = page.rows.map((row) => String(row['id']));
  return { rows: rowsOf(db, ids), total: page.total };
};
