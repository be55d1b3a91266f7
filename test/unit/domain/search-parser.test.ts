import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSearch } from '../../../app/domain/search-parser.ts';
import { printSearch } from '../../../app/domain/search-printer.ts';
import type { SearchQuery } from '../../../app/domain/search-query.ts';
import type { SearchClock } from '../../../app/domain/search-values.ts';
import { clock, searchTexts, searchTrees } from './search-arbitraries.ts';

const parse = (text: string, at: SearchClock = clock) => parseSearch(text, at);
const text = (
  words: string | string[],
  rest: Partial<Extract<SearchQuery, { kind: 'text' }>> = {},
): Extract<SearchQuery, { kind: 'text' }> => ({
  kind: 'text',
  field: 'any',
  words: typeof words === 'string' ? [words] : words,
  phrase: false,
  prefix: false,
  ...rest,
});
const local = (iso: string): number => Date.parse(`${iso}T00:00:00+01:00`);

describe('words', () => {
  it.each<[string, SearchQuery]>([
    ['', { kind: 'all', of: [] }],
    ['  ( ) - ', { kind: 'all', of: [] }],
    ['inv', text('inv', { prefix: true })],
    ['invoice ', text('invoice')],
    ['late invoice', text(['late', 'invoice'], { prefix: true })],
    ['late AND invoice ', text(['late', 'invoice'])],
    ['inv* paid ', { kind: 'all', of: [text('inv', { prefix: true }), text('paid')] }],
    ['"late invoice"', text(['late', 'invoice'], { phrase: true })],
    ['“late invoice”', text(['late', 'invoice'], { phrase: true })],
    ['"late inv', text(['late', 'inv'], { phrase: true, prefix: true })],
    ['"late inv"*', text(['late', 'inv'], { phrase: true, prefix: true })],
    ['from:ann', text('ann', { field: 'from', prefix: true })],
    ['FROM:"Ann Lee"', text(['Ann', 'Lee'], { field: 'from', phrase: true })],
    ['subject:a subject:b ', text(['a', 'b'], { field: 'subject' })],
    ['from:(ann OR bob) ', { kind: 'any', of: [text('ann', { field: 'from' }), text('bob', { field: 'from' })] }],
    ['cc:ann ', text('ann', { field: 'to' })],
    ['filename:plan.pdf ', text('plan.pdf', { field: 'attachment' })],
    ['Müller 東京 ', text(['Müller', '東京'])],
    ['or and not ', text(['or', 'and', 'not'])],
    ['1+1=2 😀 ', text(['1+1=2', '😀'])],
  ])('%s', (typed, query) => {
    expect(parse(typed).query).toEqual(query);
  });
});

describe('logic', () => {
  it.each<[string, SearchQuery]>([
    ['-a ', { kind: 'not', of: text('a') }],
    ['NOT a ', { kind: 'not', of: text('a') }],
    ['--a ', text('a')],
    ['-from:ann ', { kind: 'not', of: text('ann', { field: 'from' }) }],
    ['a OR b c ', { kind: 'any', of: [text('a'), text(['b', 'c'])] }],
    ['(a OR b) c ', { kind: 'all', of: [{ kind: 'any', of: [text('a'), text('b')] }, text('c')] }],
    ['-(a b)', { kind: 'not', of: text(['a', 'b']) }],
    ['a (b is:unread) c ', { kind: 'all', of: [text(['a', 'b']), { kind: 'is', what: 'unread' }, text('c')] }],
    ['a OR (b OR c) ', { kind: 'any', of: [text('a'), text('b'), text('c')] }],
    ['well-known ', text('well-known')],
  ])('%s', (typed, query) => {
    expect(parse(typed).query).toEqual(query);
  });

  it('does not take a word that is still being typed after a minus as the beginning of others', () => {
    expect(parse('a -b').query).toEqual({ kind: 'all', of: [text('a'), { kind: 'not', of: text('b') }] });
  });
});

describe('conditions', () => {
  it.each<[string, SearchQuery]>([
    ['has:attachment', { kind: 'hasAttachment' }],
    ['is:starred', { kind: 'is', what: 'flagged' }],
    ['is:unread', { kind: 'is', what: 'unread' }],
    ['is:draft', { kind: 'is', what: 'draft' }],
    ['in:"Sent Items"', { kind: 'in', folder: 'Sent Items' }],
    ['in:inbox', { kind: 'in', folder: 'inbox' }],
    ['larger:5M', { kind: 'larger', bytes: 5 * 1024 ** 2 }],
    ['larger:1.5MB', { kind: 'larger', bytes: 1.5 * 1024 ** 2 }],
    ['smaller:200k', { kind: 'smaller', bytes: 200 * 1024 }],
    ['smaller:12', { kind: 'smaller', bytes: 12 }],
    ['after:2026-11-21', { kind: 'after', time: local('2026-11-21') }],
    ['since:2026-11', { kind: 'after', time: local('2026-11-01') }],
    ['before:2026', { kind: 'before', time: local('2026-01-01') }],
    ['before:today', { kind: 'before', time: local('2026-11-21') }],
    ['after:yesterday', { kind: 'after', time: local('2026-11-20') }],
    ['after:7d', { kind: 'after', time: local('2026-11-14') }],
    ['after:2w', { kind: 'after', time: local('2026-11-07') }],
    ['after:9m', { kind: 'after', time: local('2026-02-21') }],
    ['before:1y', { kind: 'before', time: local('2025-11-21') }],
    ['after:2026-11-21T09:30Z', { kind: 'after', time: Date.parse('2026-11-21T09:30Z') }],
    [
      'on:2026-02',
      {
        kind: 'all',
        of: [
          { kind: 'after', time: local('2026-02-01') },
          { kind: 'before', time: local('2026-03-01') },
        ],
      },
    ],
  ])('%s', (typed, query) => {
    expect(parse(typed)).toEqual({ query, problems: [] });
  });

  it('begins a day where summer time puts it', () => {
    const change = Date.parse('2026-10-25T01:00:00Z');
    const berlin = { now: clock.now, offsetAt: (time: number) => (time < change ? 120 : 60) };
    const [first, last] = [parse('after:2026-10-25', berlin).query, parse('after:2026-10-26', berlin).query];
    expect(first).toEqual({ kind: 'after', time: Date.parse('2026-10-24T22:00:00Z') });
    expect(last).toEqual({ kind: 'after', time: Date.parse('2026-10-25T23:00:00Z') });
  });

  it('goes back to the last day of a shorter month', () => {
    const end = { now: Date.parse('2026-03-31T12:00:00Z'), offsetAt: () => 0 };
    expect(parse('after:1m', end).query).toEqual({ kind: 'after', time: Date.parse('2026-02-28T00:00:00Z') });
  });
});

describe('problems', () => {
  it.each<[string, SearchQuery, string[]]>([
    ['foo:bar ', text('foo:bar'), ['unknownOperator']],
    ['foo:"a b"', text(['a', 'b'], { phrase: true }), ['unknownOperator']],
    ['https://a.example/x ', text('https://a.example/x'), []],
    ['Re: x ', text(['Re:', 'x']), []],
    ['10:30 ', text('10:30'), []],
    ['constructor:x ', text('constructor:x'), ['unknownOperator']],
    ['is:constructor ', text('is:constructor'), ['badValue']],
    ['before:soon ', text('before:soon'), ['badValue']],
    ['before:2026-02-30 ', text('before:2026-02-30'), ['badValue']],
    ['larger:big ', text('larger:big'), ['badValue']],
    ['plan is:unr', text('plan'), ['badValue']],
    ['plan after:20', text('plan'), ['badValue']],
    ['has:wings ', text('has:wings'), ['badValue']],
    ['from: a ', text('a'), ['missingValue']],
    ['a OR ', text('a'), ['missingTerm']],
    ['OR a ', text('a'), ['missingTerm']],
    ['a NOT ', text('a'), ['missingTerm']],
    ['(a b ', text(['a', 'b']), ['openParenthesis']],
    ['a) b ', text(['a', 'b']), ['strayParenthesis']],
    ['"a', text('a', { phrase: true, prefix: true }), ['openQuote']],
  ])('%s', (typed, query, codes) => {
    const parsed = parse(typed);
    expect(parsed.query).toEqual(query);
    expect(parsed.problems.map((problem) => problem.code)).toEqual(codes);
  });

  it('says where', () => {
    expect(parse('a foo:b ').problems).toEqual([{ code: 'unknownOperator', text: 'foo:b', at: 2 }]);
  });

  it.each(['('.repeat(100_000), '-'.repeat(100_000), 'a '.repeat(100_000), '"" '.repeat(50_000), 'x'.repeat(1e6)])(
    'bears a search without measure',
    (typed) => {
      const began = performance.now();
      expect(parse(typed).problems.map((problem) => problem.code)).toContain('tooLong');
      expect(performance.now() - began).toBeLessThan(500);
    },
  );
});

describe('printing', () => {
  it('is read back as the same tree, whatever was typed', () => {
    fc.assert(
      fc.property(searchTexts, (typed) => {
        const { query } = parse(typed);
        const printed = printSearch(query, clock);
        expect(parse(printed)).toEqual({ query, problems: expect.anything() });
        expect(printSearch(parse(printed).query, clock)).toBe(printed);
      }),
      { numRuns: 3000 },
    );
  });

  it('is read back without a problem when the tree is sound', () => {
    fc.assert(
      fc.property(searchTrees, (tree) => {
        const printed = printSearch(tree, clock);
        const again = parse(printed);
        expect(again.problems).toEqual([]);
        expect(printSearch(again.query, clock)).toBe(printed);
      }),
      { numRuns: 2000 },
    );
  });

  it('never fails on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (typed) => {
        const { query } = parse(typed);
        expect(parse(printSearch(query, clock)).query).toEqual(query);
      }),
      { numRuns: 2000 },
    );
  });
});
