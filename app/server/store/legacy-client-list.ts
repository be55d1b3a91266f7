import type { Database } from './database.ts';
import type { LegacyClient } from './legacy-clients.ts';
import { type Page, readPage } from './list-page.ts';
import type { Column, ListShape, TranslatedQuery } from './list-query.ts';
import { sortName } from './sort-name.ts';

export type ListedLegacyClient = LegacyClient & {
  readonly userId: string;
  readonly address: string;
  readonly fullName: string;
};

const column = (kind: Column['kind'], sql: string, fold?: Column['fold'], exact?: string): Column => ({
  kind,
  test: (comparison) => `${sql} ${comparison}`,
  order: { by: sql, ...(exact !== undefined && { exact }) },
  ...(fold && { fold }),
});
const lowerCase = (text: string): string => text.toLowerCase();

/** Everything `Domains.getLegacyClients` can filter and sort by. */
export const legacyClientListShape: ListShape = {
  columns: {
    userId: column('text', 'l.user_id'),
    address: column('text', 'u.address', lowerCase),
    fullName: column('text', 'u.sort_name', sortName, 'u.full_name'),
    protocol: column('text', 'l.protocol', lowerCase),
    program: column('text', 'l.program COLLATE NOCASE', undefined, 'l.program'),
    ip: column('text', 'l.ip'),
    lastSeenAt: column('time', 'l.last_seen_at'),
  },
  quickSearch: ['address', 'fullName', 'program'],
  defaultOrder: { columnName: 'lastSeenAt', direction: 'Desc' },
  tieBreaker: "l.user_id || ' ' || l.protocol || ' ' || l.program || ' ' || l.ip",
};

/**
 * Programs that used an account password of one domain on a mail protocol.
 * @param since milliseconds since the epoch
 * @param enrolledToo whether users who have a second factor already belong to it
 */
export const listLegacyClients = (
  db: Database,
  query: TranslatedQuery,
  domainId: string,
  since: number,
  enrolledToo: boolean,
): Page<ListedLegacyClient> => {
  const page = readPage(db, query, {
    select: 'l.*, u.address, u.full_name',
    from: 'users u INDEXED BY users_by_domain_id CROSS JOIN legacy_clients l ON l.user_id = u.id',
    where: `u.domain_id IS NOT NULL AND u.domain_id = ? AND l.last_seen_at > ?${enrolledToo ? '' : ' AND u.is_enrolled = 0'}`,
    values: [domainId, since],
  });
  return {
    total: page.total,
    rows: page.rows.map((row) => ({
      userId: String(row['user_id']),
      address: String(row['address']),
      fullName: String(row['full_name']),
      protocol: String(row['protocol']),
      program: row['program'] === '' ? undefined : String(row['program']),
      ip: String(row['ip']),
      lastSeenAt: Number(row['last_seen_at']),
    })),
  };
};
