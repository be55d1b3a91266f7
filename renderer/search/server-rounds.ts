import type { Failure } from '../../app/domain/failure.ts';

/** How far the server was asked, told as it is. */
export type ServerSide =
  /** Nothing was asked: everything is here with its text. */
  | { readonly state: 'notNeeded' }
  | { readonly state: 'waiting' }
  | {
      readonly state: 'asking';
      readonly folder: string;
      readonly searched: readonly string[];
      readonly failed: readonly string[];
    }
  | { readonly state: 'asked'; readonly searched: readonly string[]; readonly failed: readonly string[] }
  | { readonly state: 'offline' }
  /** It could not go on; `left` was not asked. */
  | {
      readonly state: 'stopped';
      readonly failure: Failure;
      readonly searched: readonly string[];
      readonly failed: readonly string[];
      readonly left: readonly string[];
    };

type Answer<Row> =
  | {
      readonly ok: true;
      readonly value: {
        readonly rows: readonly Row[];
        readonly searched: readonly string[];
        readonly failed: readonly string[];
      };
    }
  | { readonly ok: false; readonly error: Failure };

/**
 * Asks the server folder by folder, so that what it finds is seen as it comes and the rest can be left out.
 * @param isOver whether nobody wants to know any more
 */
export const askServer = async <Row>(
  folders: readonly string[],
  ask: (folder: string) => Promise<Answer<Row>>,
  tell: (side: ServerSide, rows: readonly Row[]) => void,
  isOver: () => boolean,
): Promise<void> => {
  const [searched, failed]: [string[], string[]] = [[], []];
  for (const [at, folder] of folders.entries()) {
    tell({ state: 'asking', folder, searched: [...searched], failed: [...failed] }, []);
    const answer = await ask(folder);
    if (isOver()) return;
    if (!answer.ok) {
      tell({ state: 'stopped', failure: answer.error, searched, failed, left: folders.slice(at) }, []);
      return;
    }
    searched.push(...answer.value.searched);
    failed.push(...answer.value.failed);
    tell({ state: 'asking', folder, searched: [...searched], failed: [...failed] }, answer.value.rows);
  }
  tell({ state: 'asked', searched, failed }, []);
};

type Identified = { readonly id: number };

/**
 * Puts what the server found among what was found here. Newest first, what is older than the last row here waits until
 * the rows before it are shown; best match first, it comes after them.
 */
export const merged = <Row extends Identified>(
  here: readonly Row[],
  more: boolean,
  server: readonly Row[],
  order: 'newest' | 'relevance',
): readonly Row[] => {
  const known = new Set(here.map(({ id }) => id));
  const others = server.filter(({ id }) => !known.has(id));
  if (others.length === 0) return here;
  const newestFirst = (one: Identified, other: Identified): number => other.id - one.id;
  if (order === 'relevance') return more ? here : [...here, ...others.sort(newestFirst)];
  const last = more ? (here.at(-1)?.id ?? 0) : 0;
  return [...here, ...others.filter(({ id }) => id > last)].sort(newestFirst);
};
