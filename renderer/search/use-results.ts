import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ownerOfFolder, ownFolder } from '../../app/domain/account-numbers.ts';
import type { Folder } from '../../app/domain/mail.ts';
import { parseSearch } from '../../app/domain/search-parser.ts';
import type { SearchQuery } from '../../app/domain/search-query.ts';
import { accountName, useAccounts } from '../accounts/accounts-context.ts';
import { useEveryFolder } from '../accounts/use-every-folder.ts';
import { usePreferences } from '../hooks/use-preferences.ts';
import { type ListLines, noLines } from '../logic/list-lines.ts';
import type { Selection } from '../logic/selection.ts';
import { folderName } from '../screens/mailbox/folder-names.ts';
import type { Marks } from './marks.ts';
import {
  carrySearch,
  endSearchHere,
  selectResults,
  useMarks,
  useResultSelection,
  useSearchState,
} from './search-state.ts';
import { isBlank, textOf } from './search-text.ts';
import { type Found, useSearch } from './use-search.ts';

/** The folder that was open, all of the account, or all accounts. */
export type SearchScope = 'folder' | 'all' | 'accounts';

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
  readonly scope: Choice<SearchScope> & {
    readonly fixed: boolean;
    readonly folderName: string;
    /** There are further accounts to search, or all are searched already. */
    readonly accounts: 'here' | 'more' | 'none';
  };
  /** All folders that are searched. */
  readonly folders: readonly Folder[];
  readonly order: Choice<'newest' | 'relevance'>;
  readonly nameOfFolder: (path: string) => string;
  readonly showsTo: (path: string) => boolean;
};

const noFolders: readonly Folder[] = [];

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
  const accounts = useAccounts();
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
  const every = useEveryFolder(accounts.all && searching);
  const known = accounts.all ? every : (folders ?? noFolders);
  const paths = useMemo(() => {
    const all = known.map(({ path }) => path);
    const first = all.find((path) => path === folder?.path);
    return first === undefined ? all : [first, ...all.filter((path) => path !== first)];
  }, [known, folder?.path]);
  const found = useSearch(
    searching ? { text, folder: within, order, folders: within === undefined ? paths : [within], online } : undefined,
  );
  const lines = useMemo(() => {
    const ids = Float64Array.from(found.rows ?? [], ({ id }) => id);
    return { ...noLines, threads: ids, heads: ids };
  }, [found.rows]);
  // Another account's mailbox begins without a search, unless it goes on there.
  useEffect(() => endSearchHere, []);
  if (!searching) return undefined;

  const byPath = (path: string): Folder | undefined => known.find((one) => one.path === path);
  return {
    text,
    found,
    marks,
    lines,
    selection,
    select: selectResults,
    scope: {
      now: where,
      choose: (value) => {
        change({ scope: value === 'accounts' ? 'all' : value });
        if (value !== 'accounts') return;
        carrySearch(accounts.shown);
        accounts.goToAll();
      },
      fixed,
      folderName: folder === undefined ? '' : accounts.all ? t('accounts.all') : folderName(t, folder),
      accounts: accounts.all ? 'here' : accounts.canShowAll ? 'more' : 'none',
    },
    folders: known,
    order: { now: order, choose: (value) => change({ order: value }) },
    nameOfFolder: (path) => {
      const one = byPath(path);
      const name = one === undefined ? ownFolder(path) : folderName(t, one);
      const owner = accounts.list.find(({ id }) => id === ownerOfFolder(path));
      if (owner !== undefined) return t('finding.ofAccount', { folder: name, account: accountName(owner) });
      return accounts.all ? t('accounts.all') : name;
    },
    showsTo: (path) => ['sent', 'drafts'].includes(byPath(path)?.role ?? ''),
  };
};
