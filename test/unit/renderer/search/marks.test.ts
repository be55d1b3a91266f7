import { describe, expect, it } from 'vitest';
import { parseSearch } from '../../../../app/domain/search-parser.ts';
import { type MarkField, marksOf, piecesOf, piecesOfSnippet } from '../../../../renderer/search/marks.ts';

const marked = (search: string, text: string, field: MarkField = 'subject'): string =>
  piecesOf(text, marksOf(parseSearch(search, { now: 0, offsetAt: () => 0 }).query)[field])
    .map((piece) => (piece.marked ? `[${piece.text}]` : piece.text))
    .join('');

describe('marks of a search', () => {
  it.each([
    ['bear', 'Bearing schedule, bare', '[Bearing] schedule, bare'],
    ['bear ', 'Bearing or bear', 'Bearing or [bear]'],
    ['grosse ', 'Die Größe', 'Die [Größe]'],
    ['cafe ', 'Café and cafes', '[Café] and cafes'],
    ['会議 ', '東京の会議は', '東京の[会議]は'],
    ['"two words" ', 'words two two words', 'words two [two words]'],
    ['bear -schedule ', 'bear schedule', '[bear] schedule'],
    ['from:bear ', 'bear', 'bear'],
    ['a b', 'b a', '[b] [a]'],
    ['', 'all of it', 'all of it'],
  ])('%s in %s', (search, text, expected) => {
    expect(marked(search, text)).toBe(expected);
  });

  it('are set in the field that was asked for', () => {
    expect(marked('from:bear ', 'Bear', 'from')).toBe('[Bear]');
  });

  it('lose nothing of the text', () => {
    const text = 'ﬁne İ ǆ bears 👩‍👩‍👧 bear';
    const pieces = piecesOf(text, [{ words: ['bear'], prefix: true }]);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    expect(pieces.filter((piece) => piece.marked).map((piece) => piece.text)).toEqual(['bears', 'bear']);
  });

  it('are read from a snippet', () => {
    expect(piecesOfSnippet('…a \u0002bear\u0003 b').map(({ text, marked }) => [text, marked])).toEqual([
      ['…a ', false],
      ['bear', true],
      [' b', false],
    ]);
  });

  it('stand near the beginning of a line, and without the quotation marks around them', () => {
    const pieces = piecesOfSnippet('…before the first of it there are many words \u0002bear\u0003 here');
    expect(pieces.map(({ text }) => text)).toEqual(['…there are many words ', 'bear', ' here']);
    expect(piecesOfSnippet('a text that has no match at all, and is quite long').map(({ text }) => text)).toEqual([
      'a text that has no match at all, and is quite long',
    ]);
    expect(marked('bear ', 'a “bear”, «bear»')).toBe('a “[bear]”, «[bear]»');
  });
});
