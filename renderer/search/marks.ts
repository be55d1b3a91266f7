import { matchesIn } from '../../app/domain/search-matches.ts';
import type { SearchQuery } from '../../app/domain/search-query.ts';
import { type Sequence, sequencesOf, type TextQuery } from '../../app/domain/search-words.ts';

/** Where in a message something is marked. */
export type MarkField = Exclude<TextQuery['field'], 'any'>;

/** What is to be marked, by the field it was asked for in. */
export type Marks = Readonly<Record<MarkField, readonly Sequence[]>>;

export type Piece = { readonly text: string; readonly marked: boolean; readonly at: number };

const wantedTexts = (query: SearchQuery): TextQuery[] => {
  if (query.kind === 'all' || query.kind === 'any') return query.of.flatMap(wantedTexts);
  return query.kind === 'text' ? [query] : [];
};

/** The words of a search that may be seen in a message; nothing that is excluded. */
export const marksOf = (query: SearchQuery): Marks => {
  const texts = wantedTexts(query);
  const of = (field: MarkField): Sequence[] =>
    texts.filter((text) => text.field === 'any' || text.field === field).flatMap(sequencesOf);
  return { subject: of('subject'), from: of('from'), to: of('to'), body: of('body'), attachment: of('attachment') };
};

export const noMarks: Marks = { subject: [], from: [], to: [], body: [], attachment: [] };

/** Cuts a text where matches begin and end. */
export const piecesOf = (text: string, sequences: readonly Sequence[]): Piece[] => {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { start, end } of sequences.length === 0 ? [] : matchesIn(text, sequences)) {
    if (start > at) pieces.push({ text: text.slice(at, start), marked: false, at });
    pieces.push({ text: text.slice(start, end), marked: true, at: start });
    at = end;
  }
  if (at < text.length || pieces.length === 0) pieces.push({ text: text.slice(at), marked: false, at });
  return pieces;
};

/** So much of a line is left before the first match, in characters: the match itself must be in sight. */
const before = 24;

const shortened = (text: string): string => {
  if (text.length <= before) return text;
  const end = text.slice(-before);
  const space = end.search(/\s/u);
  return `…${end.slice(space + 1)}`;
};

/** Reads a snippet of the store, whose matches stand between U+0002 and U+0003, beginning shortly before the first. */
export const piecesOfSnippet = (snippet: string): Piece[] => {
  const pieces: Piece[] = [];
  let marked = false;
  let at = 0;
  for (const text of snippet.replaceAll('\u0003', '\u0002').split('\u0002')) {
    const isFirst = !marked && at === 0 && text.length < snippet.length;
    if (text !== '') pieces.push({ text: isFirst ? shortened(text) : text, marked, at });
    marked = !marked;
    at += text.length + 1;
  }
  return pieces;
};
