/**
 * A name as lists sort and search it: without case and accents, so that Émile stands among the E's and is found by
 * `emile`. Done here because SQLite folds ASCII only.
 */
export const sortName = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim();
