import fc from 'fast-check';
import { expect, it } from 'vitest';
import { coveringBlocks, newestFirst, rangesOf, sequenceSet } from '../../../../app/mail/sync/uid-ranges.ts';

const uids = fc
  .uniqueArray(fc.integer({ min: 1, max: 400 }), { maxLength: 120 })
  .map((all) => all.sort((a, b) => a - b));

it('says the same UIDs in ranges', () => {
  expect(sequenceSet(rangesOf([1, 2, 3, 7, 9, 10]))).toBe('1:3,7,9:10');
  fc.assert(
    fc.property(uids, (all) => {
      const back = rangesOf(all).flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
      expect(back).toEqual(all);
    }),
  );
});

it('cuts from the newest on and loses nothing', () => {
  fc.assert(
    fc.property(uids, fc.integer({ min: 1, max: 30 }), (all, size) => {
      const cut = newestFirst(all, size);
      expect(cut.every((piece) => piece.length <= size)).toBe(true);
      expect(cut.reverse().flat()).toEqual(all);
    }),
  );
});

it('covers every UID once, with no more known ones in a block than asked for', () => {
  fc.assert(
    fc.property(uids, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 50 }), (all, size, from) => {
      const known = all.filter((uid) => uid >= from);
      const to = Math.max(from, known.at(-1) ?? 0) + 5;
      const blocks = coveringBlocks(known, { from, to }, size);
      let below = to;
      for (const block of blocks) {
        expect(block.to).toBe(below);
        expect(known.filter((uid) => uid >= block.from && uid <= block.to).length).toBeLessThanOrEqual(size);
        below = block.from - 1;
      }
      expect(below).toBe(from - 1);
    }),
  );
});
