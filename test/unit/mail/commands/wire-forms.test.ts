import fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, it } from 'vitest';
import { bareMessageId } from '../../../../app/mail/commands/bare-message-id.ts';
import { modifiedUtf7 } from '../../../../app/mail/commands/mailbox-name.ts';
import { expandUidSet, uidSets } from '../../../../app/mail/commands/uid-set.ts';

it('draws UIDs together and takes them apart again', () => {
  expect(uidSets([5, 3, 4, 9, 9, 1])).toEqual(['1,3:5,9']);
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 4_294_967_295 }), { maxLength: 3_000 }), (uids) => {
      const sets = uidSets(uids);
      for (const set of sets) expect(set.length).toBeLessThan(7_100);
      expect(sets.flatMap((set) => expandUidSet(set) ?? [])).toEqual([...uids].sort((one, other) => one - other));
    }),
    { numRuns: 30 },
  );
});

it.each(['', '1:*', '-1', '1:99999999', 'a', '1,,2', '1:4294967295'])('reads no UIDs out of %j', (set) => {
  expect(expandUidSet(set)).toBeUndefined();
});

it('keeps the order a server maps copies in', () => {
  expect(expandUidSet('7:5,1')).toEqual([7, 6, 5, 1]);
});

it('writes folder names as IMAP wants them', () => {
  expect(modifiedUtf7('Entwürfe & Co/日本語')).toBe('Entw&APw-rfe &- Co/&ZeVnLIqe-');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (name) => {
      const path = name.replaceAll(/[\p{Cc}\ud800-\udfff]/gu, '');
      expect(iconv.decode(Buffer.from(modifiedUtf7(path)), 'utf-7-imap')).toBe(path);
    }),
  );
});

it.each([
  ['<a@b>', 'a@b'],
  [' (comment) <a@b> ', 'a@b'],
  ['<a\r\n @b>', 'a@b'],
  ['a@b', 'a@b'],
  ['', ''],
])('compares %j as %j', (written, bare) => {
  expect(bareMessageId(written)).toBe(bare);
});
