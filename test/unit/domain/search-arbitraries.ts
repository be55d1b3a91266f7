import fc from 'fast-check';
import type { SearchQuery } from '../../../app/domain/search-query.ts';
import { allOf, anyOf, isEverything, notOf } from '../../../app/domain/search-tree.ts';
import type { SearchClock } from '../../../app/domain/search-values.ts';

export const now = Date.parse('2026-11-21T15:00:00Z');
export const clock: SearchClock = { now, offsetAt: () => 60 };

const pieces = fc.constantFrom(
  ...['a', 'bc', 'Ärger', '東京', 'x-y', '-', '--', '(', ')', '"', '“', '*', ' ', '  ', ' OR ', ' AND ', ' NOT ', 'OR'],
  ...['from:', 'to:', 'subject:', 'body:', 'attachment:', 'foo:', 'in:', 'is:', 'has:', 'before:', 'on:', 'larger:'],
  ...['unread', 'attachment', 'today', '2026-11', '7d', '5M', 'Sent Items', ':', '\\', '\n', '😀', '\u0000', '\ud800'],
);
/** What hands might type: operators, marks and words in any order. */
export const searchTexts = fc.array(pieces, { maxLength: 25 }).map((parts) => parts.join(''));

const word = fc.constantFrom('red', 'green', 'blue', 'Grün');
const leaf: fc.Arbitrary<SearchQuery> = fc.oneof(
  fc.record({
    kind: fc.constant('text' as const),
    field: fc.constantFrom('any' as const, 'subject' as const, 'from' as const, 'to' as const, 'body' as const),
    words: fc.array(word, { minLength: 1, maxLength: 3 }),
    phrase: fc.boolean(),
    prefix: fc.boolean(),
  }),
  fc.constant({ kind: 'hasAttachment' as const }),
  fc.record({ kind: fc.constant('in' as const), folder: fc.constantFrom('INBOX', 'Sent Items', 'a(b)') }),
  fc.record({
    kind: fc.constant('is' as const),
    what: fc.constantFrom('unread' as const, 'read' as const, 'flagged' as const, 'answered' as const),
  }),
  fc.record({
    kind: fc.constantFrom('before' as const, 'after' as const),
    time: fc.integer({ min: -40, max: 4 }).map((days) => now + days * 43_200_000),
  }),
  fc.record({
    kind: fc.constantFrom('larger' as const, 'smaller' as const),
    bytes: fc.constantFrom(0, 1, 10, 1000, 2000),
  }),
);

/** Searches in the normal form the parser makes. */
export const searchTrees: fc.Arbitrary<SearchQuery> = fc.letrec<{ tree: SearchQuery }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.array(tie('tree'), { maxLength: 4 }).map((of) => allOf(of)),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((of) => anyOf(of.filter((one) => !isEverything(one)))),
    tie('tree').map((of) => (isEverything(of) ? of : notOf(of))),
  ),
})).tree;
