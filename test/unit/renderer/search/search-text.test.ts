import { describe, expect, it } from 'vitest';
import { parseSearch } from '../../../../app/domain/search-parser.ts';
import {
  emptySearch,
  pieceAtEnd,
  reopened,
  replacedAtEnd,
  type SearchText,
  searchOf,
  textOf,
  toggled,
  typed,
} from '../../../../renderer/search/search-text.ts';

const type = (text: string): SearchText => {
  let search = emptySearch;
  let draft = '';
  for (const letter of text) {
    const next = typed(search, draft + letter);
    search = next;
    draft = next.draft;
  }
  return search;
};
const clock = { now: 0, offsetAt: () => 0 };

describe('the text of a search', () => {
  it.each([
    ['from:henrik ', ['from:henrik'], ''],
    ['from:henrik has:attachment bear', ['from:henrik', 'has:attachment'], 'bear'],
    ['bear from:henrik ', ['from:henrik'], 'bear '],
    ['from:"Henrik Dahl"', ['from:"Henrik Dahl"'], ''],
    ['from:"Henrik Da', [], 'from:"Henrik Da'],
    ['-in:junk x', ['-in:junk'], 'x'],
    ['http://a.example ', [], 'http://a.example '],
    ['colour:red ', [], 'colour:red '],
    ['from:a OR from:b ', ['from:a'], 'OR from:b '],
    ['(from:a from:b) ', [], '(from:a from:b) '],
    ['from: ', [], 'from: '],
  ])('typed as "%s" has these tokens', (text, tokens, draft) => {
    expect(type(text)).toEqual({ tokens, draft });
  });

  it('means what was typed', () => {
    for (const text of ['bear from:henrik has:attachment ', '-in:junk subject:"two words" tail', 'a b c']) {
      const parts = (whole: string): string[] => {
        const { query } = parseSearch(whole, clock);
        return (query.kind === 'all' ? query.of : [query]).map((part) => JSON.stringify(part)).sort();
      };
      expect(parts(textOf(type(text)))).toEqual(parts(text));
    }
  });

  it('is taken over whole, its last operator complete', () => {
    expect(searchOf('bear from:henrik')).toEqual({ tokens: ['from:henrik'], draft: 'bear' });
    expect(textOf(searchOf('from:henrik'))).toBe('from:henrik ');
  });

  it('turns its last token, or any, into text again', () => {
    const search = type('from:a to:b ');
    expect(reopened(search)).toEqual({ tokens: ['from:a'], draft: 'to:b' });
    expect(reopened(search, 0)).toEqual({ tokens: ['to:b'], draft: 'from:a' });
    expect(reopened(emptySearch)).toEqual(emptySearch);
  });

  it('takes a token in and out', () => {
    const once = toggled(type('x '), 'has:attachment');
    expect(textOf(once)).toBe('has:attachment x ');
    expect(toggled(once, 'has:attachment').tokens).toEqual([]);
  });

  it('knows the piece that is being typed, and replaces it', () => {
    expect(pieceAtEnd('bear fr')).toEqual({ text: 'fr', at: 5 });
    expect(pieceAtEnd('bear ')).toEqual({ text: '', at: 5 });
    expect(pieceAtEnd('from:"Hen Da')).toEqual({ text: 'from:"Hen Da', at: 0 });
    expect(replacedAtEnd({ tokens: [], draft: 'bear fro' }, 'from:henrik@x.example ')).toEqual({
      tokens: ['from:henrik@x.example'],
      draft: 'bear ',
    });
  });
});
