import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseHeaderBlock } from '../../../../app/mail/mime/header-block.ts';

const parse = (text: string) => parseHeaderBlock(Buffer.from(text));
const latin1 = (text: string) => parseHeaderBlock(Buffer.from(text, 'latin1'));

it.each([
  ['plain', 'Hello there', 'Hello there'],
  ['folded', 'Hello\r\n there\r\n\t you', 'Hello there you'],
  ['folded by a lone line feed', 'Hello\n there', 'Hello there'],
  ['an encoded word', '=?utf-8?Q?Gr=C3=BC=C3=9Fe?= to you', 'Grüße to you'],
  ['adjacent words', '=?utf-8?B?w6Q=?= \r\n =?utf-8?B?w7Y=?= x =?utf-8?q?=C3=BC?=', 'äö x ü'],
  ['a character split between words', '=?utf-8?B?w6TD?= =?utf-8?B?pA==?=', 'ää'],
  ['different character sets', '=?iso-8859-1?Q?=E4?= =?utf-8?Q?=C3=B6?=', 'äö'],
  ['ISO-2022-JP', '=?iso-2022-jp?B?GyRCJDMbKEI=?=', 'こ'],
  ['a language', '=?utf-8*de?Q?=C3=A4?=', 'ä'],
  ['a broken word', 'a =?utf-8?Q?b', 'a =?utf-8?Q?b'],
  ['an unknown character set', '=?x-nobody?Q?abc?=', 'abc'],
  ['raw UTF-8', 'Grüße', 'Grüße'],
  ['controls and line ends in a word', '=?utf-8?Q?a=0D=0Ab=00c?=', 'a b c'],
  ['nothing', '', ''],
])('reads a subject: %s', (_, text, subject) => {
  expect(parse(`X: y\r\nSubject: ${text}\r\nTo: a@b.example\r\n\r\n`).subject).toBe(subject);
});

it('reads raw latin1 and takes the first of two subjects', () => {
  expect(latin1('SUBJECT : Gr\xfc\xdfe\r\nSubject: other\r\n\r\nSubject: body').subject).toBe('Grüße');
  expect(latin1('X: y\r\n\r\nSubject: body').subject).toBe('');
});

it.each([
  ['a@b.example', ['|a@b.example']],
  ['Anna Long <a@b.example>', ['Anna Long|a@b.example']],
  ['"Long, Anna" <a@b.example>, c@d.example', ['Long, Anna|a@b.example', '|c@d.example']],
  ['"a \\"b\\" c" <a@b.example>', ['a "b" c|a@b.example']],
  ['"=?utf-8?Q?=C3=A4?=" <a@b.example>', ['ä|a@b.example']],
  ['=?utf-8?Q?Long,_Anna?= <a@b.example>', ['Long, Anna|a@b.example']],
  ['=?utf-8?Q?"Long"?= <a@b.example>', ['Long|a@b.example']],
  ['a@b.example (Anna (Long))', ['Anna (Long)|a@b.example']],
  ['(Anna) a@b.example', ['Anna|a@b.example']],
  ['A group: a@b.example, C <c@d.example>;, e@f.example', ['|a@b.example', 'C|c@d.example', '|e@f.example']],
  ['undisclosed-recipients:;', []],
  ['<@route.example,@other.example:a@b.example>', ['|a@b.example']],
  ['"john doe"@b.example', ['|"john doe"@b.example']],
  ['J <"john doe"@b.example>', ['J|"john doe"@b.example']],
  ['John . Doe @ b . example', ['|John.Doe@b.example']],
  ['John john@b.example', ['John|john@b.example']],
  ['a@b.example; c@d.example', ['|a@b.example', '|c@d.example']],
  ['Anna <a@b.example', ['Anna|a@b.example']],
  ['Anna <a@b.example>>', ['Anna|a@b.example']],
  ['Anna <>', ['Anna|']],
  ['Anna', ['Anna|']],
  [',, a@b.example ,', ['|a@b.example']],
  ['"unfinished <a@b.example>', ['unfinished|a@b.example']],
  ['', []],
])('reads addresses: %s', (text, addresses) => {
  const { from, to } = parse(`From: ${text}\r\nTo: ${text}\r\nTo: x@y.example\r\n\r\n`);
  expect(from.map(({ name, address }) => `${name}|${address}`)).toEqual(addresses);
  expect(to.map(({ name, address }) => `${name}|${address}`)).toEqual([...addresses, '|x@y.example']);
});

it.each([
  ['Sat, 21 Nov 2026 14:00:00 +0100', '2026-11-21T13:00:00Z'],
  ['21 Nov 2026 14:00 -0730', '2026-11-21T21:30:00Z'],
  ['Saturday, 21-Nov-26 14:00:00 GMT', '2026-11-21T14:00:00Z'],
  ['21 Nov 1999 14:00:00 EST (Eastern)', '1999-11-21T19:00:00Z'],
  ['Sat, 21 Nov 99 14:00:00', '1999-11-21T14:00:00Z'],
  ['2026-11-21T14:00:00Z', '2026-11-21T14:00:00Z'],
  ['yesterday', undefined],
  ['', undefined],
])('reads a date: %s', (text, iso) => {
  expect(parse(`Date: ${text}\r\n\r\n`).sentAt).toBe(iso === undefined ? undefined : Date.parse(iso));
});

it('reads identifiers', () => {
  const headers = parse(
    'Message-ID:  <a@b>\r\nReferences: <r1@x>\r\n <r2@x>garbage<r3\r\n @x>\r\nIn-Reply-To: <p@x> of Monday\r\nList-Id: A <list> of <a.b.example>\r\n\r\n',
  );
  expect(headers).toMatchObject({
    messageId: 'a@b',
    references: ['r1@x', 'r2@x', 'r3@x', 'p@x'],
    listId: 'a.b.example',
  });
  expect(
    parse('Message-ID: bare@id more\r\nIn-Reply-To: <r@x>\r\nReferences: <r@x>\r\nList-Id: plain.example\r\n'),
  ).toMatchObject({ messageId: 'bare@id', references: ['r@x'], listId: 'plain.example' });
});

it('keeps the first and the nearest of many ancestors', () => {
  const ids = Array.from({ length: 1000 }, (_, at) => `<${at}@x>`).join(' ');
  const { references } = parse(`References: ${ids}\r\nIn-Reply-To: <p@x>\r\n\r\n`);
  expect(references).toHaveLength(200);
  expect([references[0], references[1], references.at(-2), references.at(-1)]).toEqual([
    '0@x',
    '802@x',
    '999@x',
    'p@x',
  ]);
});

const size = 300_000;
it.each([
  ['white space in an address', `From: a${' '.repeat(size)}b\r\n`],
  ['white space alone', `From: ${' \t'.repeat(size)}\r\n`],
  ['letters', `From: ${'a'.repeat(size)}\r\n`],
  ['open brackets', `From: ${'<'.repeat(size)}\r\n`],
  ['open comments', `From: ${'('.repeat(size)}\r\n`],
  ['open quotes', `From: ${'"a '.repeat(size / 3)}\r\n`],
  ['at signs', `From: ${'@'.repeat(size)}\r\n`],
  ['at signs with spaces', `From: ${'a @ '.repeat(size / 4)}\r\n`],
  ['commas', `From: ${','.repeat(size)}\r\n`],
  ['backslashes', `From: "${'\\'.repeat(size)}\r\n`],
  ['groups', `To: ${'a:'.repeat(size / 2)}\r\n`],
  ['addresses', `To: ${'a@b.example, '.repeat(size / 13)}\r\n`],
  ['many fields', 'To: a@b.example\r\n'.repeat(size / 17)],
  ['lines without a colon', `${'a\r\n'.repeat(size / 3)}:`],
  ['folds', `Subject: ${'\r\n '.repeat(size / 3)}`],
  ['beginnings of words', `Subject: ${'=?a?Q?'.repeat(size / 6)}\r\n`],
  ['beginnings of words in an address', `From: ${'=?a?Q?'.repeat(size / 6)}\r\n`],
  ['words', `From: ${'=?utf-8?Q?a?= '.repeat(size / 14)}<a@b.example>\r\n`],
  ['references', `References: ${'<a@b>'.repeat(size / 5)}\r\n`],
  ['open references', `References: ${'<'.repeat(size)}\r\n`],
  ['a date', `Date: ${'1 '.repeat(size / 2)}\r\n`],
  ['comments in a date', `Date: ${'('.repeat(size)}\r\n`],
  ['identifiers of spaces', `Message-ID: <${' '.repeat(size)}>\r\n`],
])('is not kept busy by %s', (_, text) => {
  const bytes = Buffer.from(text);
  const since = process.cpuUsage();
  const headers = parseHeaderBlock(bytes);
  expect(process.cpuUsage(since).user / 1000).toBeLessThan(700);
  expect(headers.from.length + headers.to.length).toBeLessThanOrEqual(1000);
  expect(headers.references.length).toBeLessThanOrEqual(200);
});

it('never throws, and gives one tidy line whatever comes', () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
    fc.constantFrom(
      'Subject: ',
      '\r\nFrom: ',
      '\r\nTo:',
      '\r\nDate: ',
      '\r\n ',
      '=?utf-8?B?',
      '=?iso-2022-jp?Q?',
      '?=',
    ),
    fc.constantFrom(
      '<',
      '>',
      '"',
      '(',
      ')',
      ',',
      ';',
      ':',
      '@',
      '\\',
      'a@b',
      '\r\nReferences: <',
      '\r\nList-Id:',
      '\0',
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const headers = latin1(pieces.join(''));
      const texts = [
        headers.subject,
        ...[...headers.from, ...headers.to].flatMap(({ name, address }) => [name, address]),
      ];
      // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be left
      for (const text of texts) expect(text).not.toMatch(/[\u0000-\u001f\u007f]|^\s|\s$/u);
      expect(headers.sentAt === undefined || Number.isFinite(headers.sentAt)).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

it('reads a piece of a larger buffer', () => {
  const bytes = Buffer.from('xxxSubject: a\r\n\r\nyyy');
  expect(parseHeaderBlock(bytes, 3, bytes.length - 3).subject).toBe('a');
  expect(parseHeaderBlock(new Uint8Array(bytes).subarray(3)).subject).toBe('a');
});
