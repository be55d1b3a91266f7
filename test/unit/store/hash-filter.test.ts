import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hashOf } from '../../../app/store/sqlite/hash.ts';
import { createHashFilter } from '../../../app/store/sqlite/hash-filter.ts';

it('never denies what was added, however many there are', () => {
  const filter = createHashFilter();
  const added = Array.from({ length: 150_000 }, (_, index) => hashOf(`${index.toString(36)}@company.example`));
  for (const hash of added) filter.add(hash);
  expect(added.filter((hash) => !filter.mayHave(hash))).toEqual([]);
});

it('denies nearly everything else', () => {
  const filter = createHashFilter();
  for (let index = 0; index < 100_000; index += 1) filter.add(hashOf(`<${index}@one.example>`));
  let wrong = 0;
  for (let index = 0; index < 100_000; index += 1) wrong += Number(filter.mayHave(hashOf(`<${index}@other.example>`)));
  expect(wrong).toBeLessThan(3_000);
});

it('takes every hash there can be', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat({ max: 2 ** 52 - 1 }), { maxLength: 50 }), (hashes) => {
      const filter = createHashFilter();
      for (const hash of hashes) filter.add(hash);
      return hashes.every(filter.mayHave);
    }),
  );
});
