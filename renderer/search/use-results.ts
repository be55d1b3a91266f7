import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Folder } from '../../app/domain/mail.ts';
import { parseSearch } from '../../app/domain/search-parser.ts';
import type { SearchQuery } from '../../app/domain/search-query.ts';
import { usePreferences } from '../hooks/use-preferences.ts';
import { type ListLines, noLines } from '../logic/list-lines.ts';
import type { Selection } from '../logic/selection.ts';
import { folderName } from '../screens/mailbox/folder-names.ts';
import type { Marks } from './marks.ts';
import { endSearch, selectResults, useMarks, useResultSelection, useSearchState } from './search-state.ts';
import { isBlank, textOf } from './search-text.ts';
import { type Found, useSearch } from './use-search.ts';

export type Choice<Value> = { readonly now: Value; readonly choose: (value: Value) => void };

/** What the mailbox shows while something is searched for. */
export type Results = {
  /** The whole text of the search. */
  readonly text: string;
  readonly found: Found;
  readonly marks: Marks;
  /** The rows as lines of a list: a message stands for itself. */
  readonly lines: ListLines;
  readonly selection: Selection;
  readonly select: (selection: Selection) => void;
  /** `fixed`: the search itself names a folder. */
  readonly scope: Choice<'folder' | 'all'> & { readonly fixed: boolean; readonly folderName: string };
  readonly order: Choice<'newest' | 'relevance'>;
  readonly nameOfFolder: (path: string) => string;
  readonly showsTo: (path: string) => boolean;
};

const namesFolder = (query: SearchQuery): boolean => {
  if (query.kind === 'all' || query.kind === 'any') return query.of.some(namesFolder);
  return query.kind === 'not' ? namesFolder(query.of) : query.kind === 'in';
};

const offsetAt = (time: number): number => -new Date(time).getTimezoneOffset();

/** @param folder the one that was open when the search began */
export const useResults = (
  folders: readonly Folder[] | undefined,
  folder: Folder | undefined,
  online: boolean,
): Results | undefined => {
  const { t } = useTranslation();
  const { text: typed } = useSearchState();
  const [{ scope, order }, change] = usePreferences('finding');
  const selection = useResultSelection();
  const text = textOf(typed);
  const searching = !isBlank(typed);
  const query = useMemo(() => parseSearch(text, { now: Date.now(), offsetAt }).query, [text]);
  const marks = useMarks();
  const fixed = useMemo(() => namesFolder(query), [query]);
  const where = fixed || folder === undefined ? 'all' : scope;
  const within = where === 'folder' ? folder?.path : undefined;
  const paths = useMemo(() => {
    const all = (folders ?? []).map(({ path }) => path);
    const first = folder?.path;
    return first === undefined ? all : [first, ...all.filter((path) => path !== first)];
  }, [folders, folder?.path]);
  const found = useSearch(
    searching ? { text, folder: within, order, folders: within === undefined ? paths : [within], online } : undefined,
  );
  const lines = useMemo(() => {
    const ids = Float64Array.from(found.rows ?? [], ({ id }) => id);
    return { ...noLines, threads: ids, heads: ids };
  }, [found.rows]);
  // Another account's mailbox begins without a search.
  useEffect(() => endSearch, []);
  if (!searching) return undefined;

  const byPath = (path: string): Folder | undefined => folders?.find((one) => one.path === path);
  return {
    text,
    found,
    marks,
    lines,
    selection,
    select: selectResults,
    scope: {
      now: where,
      choose: (value) => change({ scope: value }),
      fixed,
      folderName: folder === undefined ? '' : folderName(t, folder),
    },
    order: { now: order, choose: (value) => change({ order: value }) },
    nameOfFolder: (path) => {
      const known = byPath(path);
      return known === undefined ? path : folderName(t, known);
    },
    showsTo: (path) => ['sent', 'drafts'].includes(byPath(path)?.role ?? ''),
  };
};
