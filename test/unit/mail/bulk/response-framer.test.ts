import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fetchResponse, framed } from './responses.ts';

const stream = Buffer.concat([
  Buffer.from('* OK [ALERT] text that ends like a literal {5}\r\n'),
  fetchResponse(1),
  Buffer.from('* 5 EXPUNGE\r\n* VANISHED 3:4\r\n'),
  Buffer.from('* 2 FETCH (UID 2 BODY[HEADER.FIELDS (SUBJECT)] ~{3+}\r\na\nb X "y")\r\n'),
  Buffer.from('* 3 FETCH (UID 3 BODY[] {0}\r\n)\r\n'),
  Buffer.from('L1 OK [X {3}] done {3}\r\n* BYE\r\n+ go on {9}\r\n'),
]);

it('cuts a stream into responses, literals included', () => {
  const { responses, fault, pending } = framed(stream, []);
  expect(fault).toBeUndefined();
  expect(pending).toBe(0);
  expect(responses.map((response) => response.slice(0, 12))).toEqual([
    '* OK [ALERT]',
    '* 1 FETCH (U',
    '* 5 EXPUNGE',
    '* VANISHED 3',
    '* 2 FETCH (U',
    '* 3 FETCH (U',
    'L1 OK [X {3}',
    '* BYE',
    '+ go on {9}',
  ]);
});

it('makes the same of a stream however it is split', () => {
  const whole = framed(stream, []);
  fc.assert(
    fc.property(fc.array(fc.nat(stream.length), { maxLength: 40 }), (cuts) => {
      expect(framed(stream, cuts)).toEqual(whole);
    }),
    { numRuns: 300 },
  );
  expect(framed(stream, [...stream.keys()])).toEqual(whole);
});

it('keeps its room small over many responses', () => {
  const many = Buffer.concat(Array.from({ length: 2000 }, (_, at) => fetchResponse(at + 1)));
  const cuts = Array.from({ length: many.length / 1021 }, (_, at) => at * 1021);
  expect(framed(many, cuts).responses).toHaveLength(2000);
});

it.each([
  ['a line', 'x'.repeat(200), 'lineTooLong'],
  ['a line that ends', `* ${'x'.repeat(200)}\r\n`, 'lineTooLong'],
  ['a literal', '* 1 FETCH (BODY[] {201}\r\n', 'literalTooLong'],
  ['a literal of 4 GB', '* 1 FETCH (BODY[] {4294967296}\r\n', 'literalTooLong'],
  ['a literal whose length has no end', `* 1 FETCH (BODY[] {${'9'.repeat(60)}}\r\n`, 'literalTooLong'],
  ['many literals', `* 1 FETCH (${'A {150}\r\n'.padEnd(160, 'x').repeat(4)}`, 'responseTooLong'],
  ['a bare line feed', '* OK\n', 'bareLineFeed'],
])('refuses too much at once: %s', (_, text, fault) => {
  const limits = { line: 100, literal: 200, response: 400 };
  const bytes = Buffer.from(text);
  expect(framed(bytes, [], limits).fault).toBe(fault);
  expect(framed(bytes, [...bytes.keys()], limits).fault).toBe(fault);
});

it('never throws and keeps no more than it may, whatever comes', () => {
  const limits = { line: 64, literal: 128, response: 256 };
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)),
    fc.constantFrom('\r\n', '{5}\r\n', '{100+}\r\n', '* 1 FETCH (', '"', '~{3}\r\n').map((text) => Buffer.from(text)),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), fc.array(fc.nat(2000), { maxLength: 20 }), (pieces, cuts) => {
      const { pending, fault, responses } = framed(Buffer.concat(pieces), cuts, limits);
      if (fault === undefined) expect(pending).toBeLessThanOrEqual(limits.response + limits.line + limits.literal);
      for (const response of responses) expect(response.length).toBeLessThanOrEqual(limits.response);
    }),
    { numRuns: 500 },
  );
});
