import { rpcCode } from '../../protocol/envelope.ts';
import type { ListQuery } from '../../protocol/list-query.ts';
import type { CodeError } from '../http/outcome.ts';
import { failure, type Result, success } from '../result.ts';
import type { Page } from '../store/list-page.ts';
import { type ListShape, type TranslatedQuery, translateQuery } from '../store/list-query.ts';

const invalid = (path: string): CodeError => ({ code: rpcCode.invalidParams, message: `Invalid params: ${path}.` });

/** The members an entry is cut down to; undefined where it goes out whole. */
const wantedMembers = (
  fields: ListQuery['fields'],
  members: readonly string[],
): Result<ReadonlySet<string> | undefined, CodeError> => {
  const unknown = fields.findIndex((field) => !members.includes(field));
  if (unknown >= 0) return failure(invalid(`query.fields.${unknown}`));
  return success(fields.length === 0 ? undefined : new Set(fields));
};

/**
 * Answers one list call: translates the query, reads the page and cuts each entry down to what was asked for.
 * @param members all members an entry can have
 */
export const answerList = <Stored, Entry extends object>(
  query: ListQuery,
  shape: ListShape,
  members: readonly string[],
  read: (query: TranslatedQuery) => Page<Stored>,
  onTheWire: (row: Stored) => Entry,
): Result<
  { list: (Entry | (Partial<Entry> & Pick<Entry, Extract<keyof Entry, 'id'>>))[]; totalItems: number },
  CodeError
> => {
  const translated = translateQuery(shape, query);
  if (!translated.ok) return failure(invalid(translated.error.path));
  const wanted = wantedMembers(query.fields, members);
  if (!wanted.ok) return wanted;
  const { rows, total } = read(translated.value);
  const fields = wanted.value;
  const list = rows.map((row) => {
    const entry = onTheWire(row);
    if (fields === undefined) return entry;
    const kept = Object.entries(entry).filter(([name]) => name === 'id' || fields.has(name));
    return Object.fromEntries(kept) as Partial<Entry> & Pick<Entry, Extract<keyof Entry, 'id'>>;
  });
  return success({ list, totalItems: total });
};
