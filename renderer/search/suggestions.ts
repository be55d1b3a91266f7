import { printSearch } from '../../app/domain/search-printer.ts';
import type { SearchQuery } from '../../app/domain/search-query.ts';
import type { SearchClock } from '../../app/domain/search-values.ts';
import type { TextKey } from '../text/keys.ts';
import { pieceAtEnd } from './search-text.ts';

/** Something to take instead of typing it. */
export type Suggestion =
  /** The beginning of an operator, with an example of its use. */
  | {
      readonly kind: 'operator';
      readonly id: string;
      readonly text: string;
      readonly example: string;
      readonly title: TextKey;
    }
  /** A complete piece. */
  | { readonly kind: 'value'; readonly id: string; readonly text: string; readonly title: TextKey }
  | {
      readonly kind: 'person';
      readonly id: string;
      readonly text: string;
      readonly name: string;
      readonly address: string;
    }
  | {
      readonly kind: 'folder';
      readonly id: string;
      readonly text: string;
      readonly name: string;
      readonly path: string;
    }
  /** A whole search that was made before. */
  | { readonly kind: 'recent'; readonly id: string; readonly text: string };

export type Person = { readonly name: string; readonly address: string };
export type NamedFolder = { readonly path: string; readonly name: string };

type Known = {
  readonly people: readonly Person[];
  readonly folders: readonly NamedFolder[];
  readonly recent: readonly string[];
};

const operators = [
  { name: 'from', example: 'from:anna', title: 'finding.operator.from' },
  { name: 'to', example: 'to:anna@example.com', title: 'finding.operator.to' },
  { name: 'subject', example: 'subject:"monthly report"', title: 'finding.operator.subject' },
  { name: 'has', example: 'has:attachment', title: 'finding.operator.has' },
  { name: 'filename', example: 'filename:invoice', title: 'finding.operator.filename' },
  { name: 'in', example: 'in:archive', title: 'finding.operator.in' },
  { name: 'is', example: 'is:unread', title: 'finding.operator.is' },
  { name: 'before', example: 'before:2026-05-01', title: 'finding.operator.before' },
  { name: 'after', example: 'after:7d', title: 'finding.operator.after' },
  { name: 'larger', example: 'larger:5m', title: 'finding.operator.larger' },
] as const satisfies readonly { name: string; example: string; title: TextKey }[];

const values: Readonly<Record<string, readonly { readonly value: string; readonly title: TextKey }[]>> = {
  has: [{ value: 'attachment', title: 'finding.value.attachment' }],
  is: [
    { value: 'unread', title: 'finding.value.unread' },
    { value: 'read', title: 'finding.value.read' },
    { value: 'flagged', title: 'finding.value.flagged' },
    { value: 'answered', title: 'finding.value.answered' },
    { value: 'draft', title: 'finding.value.draft' },
  ],
  after: [
    { value: 'today', title: 'finding.value.afterToday' },
    { value: '7d', title: 'finding.value.after7d' },
    { value: '1m', title: 'finding.value.after1m' },
    { value: '1y', title: 'finding.value.after1y' },
  ],
  before: [
    { value: 'today', title: 'finding.value.beforeToday' },
    { value: '1m', title: 'finding.value.before1m' },
    { value: '1y', title: 'finding.value.before1y' },
  ],
  on: [
    { value: 'today', title: 'finding.value.onToday' },
    { value: 'yesterday', title: 'finding.value.onYesterday' },
  ],
  larger: [
    { value: '1m', title: 'finding.value.larger1m' },
    { value: '5m', title: 'finding.value.larger5m' },
    { value: '10m', title: 'finding.value.larger10m' },
  ],
};
const sameValues: Readonly<Record<string, string>> = { since: 'after' };
const forPeople: Readonly<Record<string, 'from' | 'to'>> = { from: 'from', to: 'to', cc: 'to' };

/** Most suggestions of one kind. */
const most = 6;
const clock: SearchClock = { now: 0, offsetAt: () => 0 };

/** The piece as the parser writes it, quoted where it has to be. */
const printed = (query: SearchQuery): string => printSearch(query, clock).trim();

const personPiece = (field: 'from' | 'to', { address }: Person): string =>
  printed({ kind: 'text', field, words: [address], phrase: false, prefix: false });

const plain = (value: string): string =>
  value
    .toLowerCase()
    .replace(/["“”„‟]/g, '')
    .trim();
const begins = (text: string, wanted: string): boolean =>
  text.toLowerCase().startsWith(wanted) ||
  text
    .toLowerCase()
    .split(/[\s/._-]+/)
    .some((word) => word.startsWith(wanted));

/** The operator and value that are being typed; `negated` by a minus before it. */
const splitPiece = (piece: string): { readonly name: string; readonly value: string } | undefined => {
  const found = /^([a-z]+):(.*)$/is.exec(piece);
  return found === null ? undefined : { name: (found[1] ?? '').toLowerCase(), value: plain(found[2] ?? '') };
};

/** What the person may be looking for: a name or an address that is being typed; undefined where none is. */
export const wantedPerson = (draft: string): string | undefined => {
  const piece = pieceAtEnd(draft).text;
  const operator = splitPiece(piece);
  if (operator !== undefined) return Object.hasOwn(forPeople, operator.name) ? operator.value : undefined;
  return piece.length >= 2 ? plain(piece) : undefined;
};

/** What to offer for the piece that is being typed. */
export const suggestionsFor = (draft: string, { people, folders, recent }: Known): Suggestion[] => {
  const piece = pieceAtEnd(draft).text;
  const operator = splitPiece(piece);
  const person =
    (field: 'from' | 'to') =>
    (one: Person): Suggestion => ({
      kind: 'person',
      id: `${field} ${one.address}`,
      text: personPiece(field, one),
      ...one,
    });
  if (operator === undefined) {
    const wanted = plain(piece);
    const whole = draft.trim().toLowerCase();
    const before = recent
      .filter((text) => text.toLowerCase() !== whole && text.toLowerCase().includes(whole))
      .slice(0, most)
      .map((text): Suggestion => ({ kind: 'recent', id: `recent ${text}`, text }));
    const offered = operators
      .filter(({ name }) => name.startsWith(wanted))
      .map(
        ({ name, example, title }): Suggestion => ({ kind: 'operator', id: name, text: `${name}:`, example, title }),
      );
    const named = wanted === '' ? [] : people.slice(0, 4).map(person('from'));
    return wanted === '' ? [...before, ...offered] : [...offered, ...named, ...before.slice(0, 3)];
  }
  const { name, value } = operator;
  const field = Object.hasOwn(forPeople, name) ? forPeople[name] : undefined;
  if (field !== undefined) return people.slice(0, most).map(person(field));
  if (name === 'in') {
    return folders
      .filter((folder) => begins(folder.name, value) || begins(folder.path, value))
      .slice(0, most)
      .map((folder) => ({
        kind: 'folder',
        id: folder.path,
        text: printed({ kind: 'in', folder: folder.path }),
        ...folder,
      }));
  }
  const key = sameValues[name] ?? name;
  const known = Object.hasOwn(values, key) ? (values[key] ?? []) : [];
  return known
    .filter((one) => one.value.startsWith(value) && one.value !== value)
    .map((one) => ({ kind: 'value', id: one.value, text: `${name}:${one.value}`, title: one.title }));
};
