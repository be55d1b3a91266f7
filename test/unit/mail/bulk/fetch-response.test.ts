import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fetchResponse, header, readFetch } from './responses.ts';

const items = [
  'UID 7',
  'FLAGS (\\Seen \\Recent $Label1)',
  'INTERNALDATE " 1-Nov-2026 14:00:00 +0100"',
  'RFC822.SIZE 1234',
  'MODSEQ (9223372036854775807)',
  'BODYSTRUCTURE ("text" "plain" ("attachment" "no") NIL NIL "7bit" 5 1 NIL ("ATTACHMENT" NIL) NIL NIL)',
  `BODY[HEADER.FIELDS ("DATE" {7}\r\nSUBJECT FROM)] {${header.length}}\r\n${header}`,
  'X-GM-LABELS ("a (b" \\Inbox ((NIL)) {3}\r\n))))',
  'EMAILID (M1)',
];

const expected = {
  uid: 7,
  flags: ['\\Seen', '$Label1'],
  receivedAt: Date.UTC(2026, 10, 1, 13),
  size: 1234,
  modSeq: '9223372036854775807',
  hasAttachment: true,
};

it('reads the fields of a message in any order', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(items, { minLength: items.length }), (order) => {
      const data = readFetch(`(${order.join(' ')})`);
      expect(data).toMatchObject(expected);
      expect(data?.headers?.subject).toBe('Hello)');
    }),
  );
});

it('reads what Dovecot writes', () => {
  const bytes = fetchResponse(12);
  expect(readFetch(bytes.subarray('* 12 FETCH '.length, -2))).toMatchObject({
    uid: 12,
    flags: ['\\Seen', '$Label1'],
    receivedAt: Date.UTC(2026, 10, 21, 13),
    size: 1234,
    modSeq: '77',
    hasAttachment: true,
    headers: { subject: 'Hello)', from: [{ name: 'A', address: 'a@b.example' }] },
  });
});

it.each([
  ['a quoted header', '(BODY[HEADER.FIELDS (SUBJECT)] "Subject: a \\"b\\"")', 'a "b"'],
  ['no header', '(BODY[HEADER.FIELDS (SUBJECT)] NIL)', ''],
  ['a literal8', '(BODY[HEADER.FIELDS (SUBJECT)] ~{10}\r\nSubject: x)', 'x'],
  ['lower case', '(body[header.fields (subject)] {10}\r\nSubject: x)', 'x'],
])('reads %s', (_, text, subject) => {
  expect(readFetch(text)?.headers?.subject).toBe(subject);
});

it('passes parts nobody asked for', () => {
  expect(readFetch('(BODY[TEXT] {3}\r\n) ( UID 3)')).toMatchObject({ uid: 3, headers: undefined });
  expect(readFetch('(BODY[HEADER.FIELDS (SUBJECT)]<0> "Subject: x" UID 3)')).toMatchObject({ headers: undefined });
});

it.each([
  ['("a" "b" ("attachment" "x") NIL NIL "7bit" 1)', false],
  ['("a" "b" NIL NIL NIL "7bit" 1 NIL ("inline" ("filename" "attachment")) NIL)', false],
  ['("a" "b" NIL NIL NIL "7bit" 1 NIL NIL ("attachment"))', false],
  ['("a" "b" NIL NIL NIL "7bit" 1 NIL ("attachment" ("filename" {3}\r\n)"()) NIL)', true],
  ['(("a" "b" NIL NIL NIL "7bit" 1)("a" "b" NIL NIL NIL "7bit" 1 NIL ({10}\r\nattachment NIL)) "mixed")', true],
  [
    '("message" "rfc822" NIL NIL NIL "7bit" 1 (NIL "x" (("attachment" NIL "a" "b")) NIL NIL NIL NIL NIL NIL NIL) ("a" "b" NIL NIL NIL "7bit" 1) 1)',
    false,
  ],
  ['NIL', false],
])('finds attachments in %s', (structure, hasAttachment) => {
  expect(readFetch(`(BODYSTRUCTURE ${structure} UID 1)`)).toMatchObject({ uid: 1, hasAttachment });
});

it.each([
  ['nothing', ''],
  ['no list', 'UID 1'],
  ['an open list', '(UID 1'],
  ['something behind it', '(UID 1) '],
  ['two spaces', '(UID 1  FLAGS ())'],
  ['a UID of 0', '(UID 0)'],
  ['a UID beyond 32 bits', '(UID 4294967296)'],
  ['a size without an end', `(RFC822.SIZE ${'9'.repeat(400)})`],
  ['a negative size', '(RFC822.SIZE -1)'],
  ['a date that is none', '(INTERNALDATE "yesterday")'],
  ['a month that is none', '(INTERNALDATE "21-Nan-2026 14:00:00 +0100")'],
  ['no date', '(INTERNALDATE NIL)'],
  ['flags without a list', '(FLAGS \\Seen)'],
  ['flags in a list', '(FLAGS ((\\Seen)))'],
  ['a mod-seq that is none', '(MODSEQ (x))'],
  ['a literal that is too short', '(BODY[HEADER.FIELDS (SUBJECT)] {50}\r\nSubject: x)'],
  ['a string that does not end', '(X "abc)'],
  ['two headers', '(BODY[HEADER.FIELDS (A)] "" BODY[HEADER.FIELDS (A)] "")'],
  ['a list without an end', `(X ${'('.repeat(50)})`],
  ['a nest', `(X ${'('.repeat(5000)}${')'.repeat(5000)})`],
  ['a nest of parts', `(BODYSTRUCTURE ${'('.repeat(5000)}${')'.repeat(5000)})`],
])('does not understand %s', (_, text) => {
  expect(readFetch(text)).toBeUndefined();
});

/** A valid response with some bytes changed, removed or put in. */
const damaged = fc
  .tuple(
    fc.constantFrom(...items.map((_, at) => `(${items.slice(at).join(' ')})`)),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom('replace', 'remove', 'insert'), fc.integer({ min: 0, max: 255 })), {
      maxLength: 8,
    }),
  )
  .map(([text, changes]) => {
    const bytes = [...Buffer.from(text, 'latin1')];
    for (const [where, what, byte] of changes) {
      const at = where % bytes.length;
      if (what === 'remove') bytes.splice(at, 1);
      else bytes.splice(at, what === 'replace' ? 1 : 0, byte);
    }
    return Buffer.from(bytes);
  });

it('never throws, and never makes up a field', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        damaged,
        fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      ),
      (bytes) => {
        const data = readFetch(bytes);
        if (data === undefined) return;
        const { uid, size, receivedAt, modSeq, flags } = data;
        expect(uid === undefined || (Number.isInteger(uid) && uid > 0 && uid < 2 ** 32)).toBe(true);
        expect(size === undefined || (Number.isSafeInteger(size) && size >= 0)).toBe(true);
        expect(receivedAt === undefined || Number.isFinite(receivedAt)).toBe(true);
        expect(modSeq === undefined || /^\d{1,19}$/u.test(modSeq)).toBe(true);
        for (const flag of flags ?? []) expect(flag).not.toMatch(/[\t\r\n ()]/u);
      },
    ),
    { numRuns: 5000 },
  );
});
