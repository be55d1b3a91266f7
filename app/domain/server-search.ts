import type { SearchQuery } from './search-query.ts';

/** What an IMAP SEARCH can be asked (RFC 3501 section 6.4.4), in the shape imapflow takes; all members must match. */
export type ServerCriteria = {
  all?: true;
  seen?: boolean;
  flagged?: boolean;
  answered?: boolean;
  draft?: boolean;
  from?: string;
  to?: string;
  cc?: string;
  subject?: string;
  body?: string;
  text?: string;
  larger?: number;
  smaller?: number;
  before?: Date;
  since?: Date;
  not?: ServerCriteria;
  or?: ServerCriteria[];
};

export type ServerSearch = {
  readonly criteria: ServerCriteria;
  /** Conditions the server cannot judge and that were left out: what it finds has still to be held against them. */
  readonly unjudged: readonly SearchQuery[];
};

const minute = 60_000;
const day = 86_400_000;
/** 'yes' and 'no' are known without asking; 'open' the server cannot judge. */
type Asked = ServerCriteria | 'yes' | 'no' | 'open';

const isCriteria = (asked: Asked): asked is ServerCriteria => typeof asked === 'object';

const negated = (one: ServerCriteria): ServerCriteria => {
  const { not, ...rest } = one;
  return not !== undefined && Object.keys(rest).length === 0 ? not : { not: one };
};

/** A key may stand once in the criteria: more of the same go through De Morgan into one `not`. */
const conjunction = (parts: readonly ServerCriteria[]): ServerCriteria => {
  const count = new Map<string, number>();
  const flat = parts.flatMap((part) =>
    Object.entries(part).map(([key, value]) => ({ [key]: value }) as ServerCriteria),
  );
  for (const one of flat) for (const key of Object.keys(one)) count.set(key, (count.get(key) ?? 0) + 1);
  const isRepeated = (one: ServerCriteria): boolean => Object.keys(one).some((key) => (count.get(key) ?? 0) > 1);
  const repeated = flat.filter(isRepeated);
  const single: ServerCriteria = Object.assign({}, ...flat.filter((one) => !isRepeated(one)));
  if (repeated.length === 0) return single;
  const { not, ...rest } = single;
  const folded = not === undefined ? repeated : [...repeated, { not }];
  return { ...rest, not: { or: folded.map(negated) } };
};

const all = (parts: readonly Asked[]): Asked => {
  if (parts.includes('no')) return 'no';
  const asked = parts.filter(isCriteria);
  if (asked.length > 0) return conjunction(asked);
  return parts.includes('open') ? 'open' : 'yes';
};

const any = (parts: readonly Asked[]): Asked => {
  if (parts.includes('yes')) return 'yes';
  if (parts.includes('open')) return 'open';
  const asked = parts.filter(isCriteria);
  const [only] = asked;
  if (only === undefined) return 'no';
  return asked.length === 1 ? only : { or: asked };
};

const textCriteria = (field: 'any' | 'subject' | 'from' | 'to' | 'body', typed: string): Asked => {
  const value = typed.replace(/\p{Cc}+/gu, ' ').trim();
  if (value === '') return 'yes';
  if (field === 'any') return { text: value };
  return field === 'to' ? { or: [{ to: value }, { cc: value }] } : { [field]: value };
};

/**
 * IMAP's dates are whole days of whatever zone the server keeps: a day more on each side misses nothing. Where WITHIN
 * (RFC 5032) is used instead, a moment that is not past could not be written as an age.
 */
const time = (kind: 'before' | 'after', at: number, now: number): Asked => {
  if (kind === 'before') return at + day >= now - minute ? 'yes' : { before: new Date(at + day) };
  return { since: new Date(Math.min(at - day, now - minute)) };
};

const size = (kind: 'larger' | 'smaller', bytes: number): Asked => {
  if (bytes > 0) return { [kind]: Math.min(bytes, 0xffff_ffff) };
  return kind === 'larger' ? 'yes' : 'no';
};

const state = (what: Extract<SearchQuery, { kind: 'is' }>['what'], wanted: boolean): ServerCriteria => {
  if (what === 'unread') return { seen: !wanted };
  return what === 'read' ? { seen: wanted } : { [what]: wanted };
};

/**
 * Puts a search into the form the server of a folder can be asked, for what is not indexed here. Its answer holds
 * everything that matches as far as a server can tell, and may hold more: times reach a day further, words match inside
 * words, and `unjudged` was left out. Undefined: nothing in this folder can match.
 * @param now milliseconds
 * @param isFolder whether a name of `in:` means the folder that is asked
 */
export const toServerSearch = (
  query: SearchQuery,
  now: number,
  isFolder: (name: string) => boolean = () => true,
): ServerSearch | undefined => {
  const unjudged: SearchQuery[] = [];
  const ask = (one: SearchQuery, wanted: boolean): Asked => {
    switch (one.kind) {
      case 'all':
      case 'any': {
        const parts = one.of.map((part) => ask(part, wanted));
        return (one.kind === 'all') === wanted ? all(parts) : any(parts);
      }
      case 'not':
        return ask(one.of, !wanted);
      case 'in':
        return isFolder(one.folder) === wanted ? 'yes' : 'no';
      case 'is':
        return state(one.what, wanted);
      case 'before':
      case 'after':
        return time((one.kind === 'before') === wanted ? 'before' : 'after', one.time, now);
      case 'larger':
        return wanted ? size('larger', one.bytes) : size('smaller', one.bytes + 1);
      case 'smaller':
        return wanted ? size('smaller', one.bytes) : size('larger', one.bytes - 1);
      case 'hasAttachment':
        unjudged.push(wanted ? one : { kind: 'not', of: one });
        return 'open';
      case 'text': {
        const { field } = one;
        if (field === 'attachment') {
          unjudged.push(wanted ? one : { kind: 'not', of: one });
          return 'open';
        }
        const values = one.phrase ? [one.words.join(' ')] : one.words;
        const parts = values.map((value) => textCriteria(field, value));
        return wanted ? all(parts) : any(parts.map((part) => (isCriteria(part) ? negated(part) : 'no')));
      }
    }
  };
  const asked = ask(query, true);
  if (asked === 'no') return undefined;
  return { criteria: isCriteria(asked) ? asked : { all: true }, unjudged };
};
