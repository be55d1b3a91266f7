import type { Database } from './database.ts';
import { type Page, readPage } from './list-page.ts';
import type { Column, ListShape, TranslatedQuery } from './list-query.ts';
import { type Domain, domainColumns, toDomain } from './users.ts';

export type ListedDomain = Domain & { readonly userCount: number; readonly enrolledCount: number };

const column = (kind: Column['kind'], sql: string, fold?: Column['fold']): Column => ({
  kind,
  test: (comparison) => `${sql} ${comparison}`,
  order: { by: sql },
  ...(fold && { fold }),
});

/** Everything `Domains.get` can filter and sort by. */
export const domainListShape: ListShape = {
  columns: {
    id: column('text', 'd.id'),
    name: column('text', 'd.name', (text) => text.toLowerCase()),
    'twoFactor.isEnabled': column('boolean', 'd.factor_enabled'),
    'twoFactor.isForced': column('boolean', 'd.factor_forced'),
    'twoFactor.enforceFrom': column('time', 'd.enforce_from'),
    'twoFactor.expireDays': column('integer', 'd.expire_days'),
    'twoFactor.attemptLimit': column('integer', 'd.attempt_limit'),
  },
  quickSearch: ['name'],
  defaultOrder: { columnName: 'name', direction: 'Asc' },
  tieBreaker: 'd.name',
};

/**
 * One page of domains and how many there are in all.
 * @param id restricts the list to this domain
 */
export const listDomains = (db: Database, query: TranslatedQuery, id: string | undefined): Page<ListedDomain> => {
  const page = readPage(db, query, {
    select: `${domainColumns},
      (SELECT count(*) FROM users INDEXED BY users_by_domain_id WHERE domain_id = d.id) AS user_count,
      (SELECT coalesce(sum(is_enrolled), 0) FROM users INDEXED BY users_by_domain_id WHERE domain_id = d.id)
        AS enrolled_count`,
    from: 'domains d',
    where: id === undefined ? 'TRUE' : 'd.id = ?',
    values: id === undefined ? [] : [id],
  });
  return {
    total: page.total,
    rows: page.rows.map((row) => ({
      ...toDomain(row),
      userCount: Number(row['user_count']),
      enrolledCount: Number(row['enrolled_count']),
    })),
  };
};
