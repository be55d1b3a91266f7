import fc from 'fast-check';
import { expect, it } from 'vitest';
import { quoteMailbox } from '../../../../app/mail/imap/bulk/mailbox-name.ts';
import {
  countOf,
  formatUidSet,
  joined,
  parseUidSet,
  rangesOf,
  windowsOf,
} from '../../../../app/mail/imap/bulk/uid-set.ts';

const uids = fc.uniqueArray(fc.integer({ min: 1, max: 200 }), { minLength: 1 });
const expand = (ranges: readonly { from: number; to: number }[]): number[] =>
  ranges.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, at) => to - at));

it('reads sets whatever their order', () => {
  expect(parseUidSet('5,1:3,9:7,4,8')).toEqual([
    { from: 7, to: 9 },
    { from: 1, to: 5 },
  ]);
  for (const text of ['', '*', '1:*', '0', '1,,2', '4294967296', '-1', '1:2:3'])
    expect(parseUidSet(text)).toBeUndefined();
});

it('writes and reads the same set', () => {
  fc.assert(
    fc.property(uids, (some) => {
      const ranges = rangesOf(some);
      expect(expand(ranges)).toEqual([...some].sort((one, other) => other - one));
      expect(countOf(ranges)).toBe(some.length);
      expect(parseUidSet(formatUidSet(ranges))).toEqual(ranges);
    }),
  );
});

it('divides what is there into shares, newest first, and asks for nothing beyond what was asked for', () => {
  fc.assert(
    fc.property(
      uids,
      uids,
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      (some, asked, first, size) => {
        const wanted = joined(asked.map((uid) => ({ from: uid, to: uid })));
        const there = some.filter((uid) => asked.includes(uid)).sort((one, other) => other - one);
        const windows = [...windowsOf(wanted, rangesOf(there), first, size)];
        expect(windows.flatMap(({ ranges }) => expand(ranges).filter((uid) => some.includes(uid)))).toEqual(there);
        for (const { ranges } of windows) expect(expand(ranges).every((uid) => asked.includes(uid))).toBe(true);
        expect(windows.map(({ expected }) => expected)).toEqual(
          windows.map((_, at) =>
            Math.min(at === 0 ? first : size, there.length - (at === 0 ? 0 : first + (at - 1) * size)),
          ),
        );
        expect(windows.map(({ low }) => low)).toEqual(
          windows.map((_, at) => there[Math.min(there.length, first + at * size) - 1]),
        );
      },
    ),
  );
});

it('writes names of mailboxes as IMAP4rev1 wants them', () => {
  expect(quoteMailbox('INBOX')).toBe('"INBOX"');
  expect(quoteMailbox('R&D "x" \\')).toBe('"R&-D \\"x\\" \\\\"');
  expect(quoteMailbox('Entwürfe')).toBe('"Entw&APw-rfe"');
  expect(quoteMailbox('~peter/mail/台北/日本語')).toBe('"~peter/mail/&U,BTFw-/&ZeVnLIqe-"');
  expect(quoteMailbox('a\r\nb')).toBe('"a&AA0ACg-b"');
});
