import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createListVersions, type Lines } from '../../../app/mail/account/list-versions.ts';

const linesOf = (heads: readonly number[]): Lines => ({
  heads: Float64Array.from(heads),
  threads: Float64Array.from(heads, (head) => head % 7),
});

describe('versions of a list', () => {
  it('hands over everything at first, and to whoever does not know the version', () => {
    const next = createListVersions();
    const first = next('inbox', linesOf([3, 2, 1]), undefined);
    expect(first).toMatchObject({ from: 0, to: 0 });
    expect([...first.heads]).toEqual([3, 2, 1]);
    expect([...next('archive', linesOf([3, 2, 1]), first.version).heads]).toEqual([3, 2, 1]);
    expect([...next('inbox', linesOf([3, 2, 1]), 4711).heads]).toEqual([3, 2, 1]);
  });

  it('hands over one line when one came', () => {
    const next = createListVersions();
    const { version } = next('inbox', linesOf([30, 20, 10]), undefined);
    const change = next('inbox', linesOf([40, 30, 20, 10]), version);
    expect(change).toMatchObject({ from: 0, to: 0 });
    expect([...change.heads]).toEqual([40]);
  });

  it('leads from any list to any other', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 12 }), { maxLength: 8 }), (lists) => {
        const next = createListVersions();
        let version: number | undefined;
        let shown: number[] = [];
        for (const list of lists) {
          const change = next('inbox', linesOf(list), version);
          shown =
            version === undefined
              ? [...change.heads]
              : [...shown.slice(0, change.from), ...change.heads, ...shown.slice(change.to)];
          expect(shown).toEqual(list);
          version = change.version;
        }
      }),
    );
  });
});
