import type { Database } from './database.ts';

/** What the two word indexes say together. */
export type WordsSearch = {
  /** Numbers of messages that satisfy an expression, newest first. @param below only smaller ones */
  readonly newest: (expression: string, from: number, below: number, limit: number) => number[];
  /** All of a range, in no order. */
  readonly within: (expression: string, from: number, below: number) => Set<number>;
};

export const createWordsSearch = (db: Database): WordsSearch => {
  const newestOf = (table: string) =>
    db.prepare(
      `SELECT rowid FROM ${table} WHERE ${table} MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid DESC LIMIT ?`,
      { pluck: true },
    );
  const withinOf = (table: string) =>
    db.prepare(`SELECT rowid FROM ${table} WHERE ${table} MATCH ? AND rowid >= ? AND rowid < ?`, { pluck: true });
  const newest = { recent: newestOf('words_recent'), old: newestOf('words_old') };
  const within = { recent: withinOf('words_recent'), old: withinOf('words_old') };
  const recentFrom = db.prepare("SELECT value FROM counter WHERE name = 'recentFrom'", { pluck: true });

  return {
    newest: (expression, from, below, limit) => {
      const params = [expression, from, below, limit];
      const recent = newest.recent.all<number>(params);
      // Whatever is in the older index is older than this line; a few of the newer index may be as well.
      const line = Number(recentFrom.get([]) ?? 0);
      if (line === 0 || (recent.length === limit && (recent.at(-1) ?? 0) >= line)) return recent;
      const old = newest.old.all<number>(params);
      return [...recent, ...old].sort((one, other) => other - one).slice(0, limit);
    },
    within: (expression, from, below) => {
      const params = [expression, from, below];
      return new Set([...within.recent.all<number>(params), ...within.old.all<number>(params)]);
    },
  };
};
