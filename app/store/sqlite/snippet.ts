import { matchesIn } from '../../domain/search-matches.ts';
import type { SearchQuery } from '../../domain/search-query.ts';
import { type Sequence, sequencesOf } from '../../domain/search-words.ts';

const opening = '\u0002';
const closing = '\u0003';
const lengthBefore = 50;
const lengthAfter = 150;
/** Characters looked through for the first match. */
const longest = 200_000;

/** What may be seen in the text: nothing that is excluded, nothing that is asked of a header. */
const visibleSequences = (query: SearchQuery): Sequence[] => {
  if (query.kind === 'text') return query.field === 'any' || query.field === 'body' ? sequencesOf(query) : [];
  return query.kind === 'all' || query.kind === 'any' ? query.of.flatMap(visibleSequences) : [];
};

const spaces = new RegExp(`[\\s${opening}${closing}]+`, 'gu');
const clean = (text: string): string => text.replaceAll(spaces, ' ');

/** Where a piece may begin or end: at a space, if there is one near. */
const edgeBefore = (text: string, at: number): number => {
  if (at <= 0) return 0;
  const space = text.slice(at, at + 20).search(/\s/u);
  return space === -1 ? at : at + space + 1;
};

/**
 * A piece of a text around the first match, matches between U+0002 and U+0003; the beginning where nothing matches.
 */
export const snippetOf = (whole: string, query: SearchQuery): string => {
  const text = whole.slice(0, longest);
  const matches = matchesIn(text, visibleSequences(query));
  const first = matches[0]?.start ?? 0;
  const start = Math.min(edgeBefore(text, first - lengthBefore), first);
  const end = Math.min(text.length, first + lengthAfter);
  let piece = start > 0 ? '…' : '';
  let at = start;
  for (const match of matches) {
    if (match.start >= end) break;
    piece += `${clean(text.slice(at, match.start))}${opening}${clean(text.slice(match.start, match.end))}${closing}`;
    at = match.end;
  }
  piece += clean(text.slice(at, Math.max(at, end)));
  return `${piece.trim()}${Math.max(at, end) < whole.length ? '…' : ''}`;
};
