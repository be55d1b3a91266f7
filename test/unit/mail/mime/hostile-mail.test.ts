import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageBody } from '../../../../app/domain/mail.ts';
import { attachmentOf } from '../../../../app/mail/mime/attachment-of.ts';
import { readMessage } from '../../../../app/mail/mime/parse-message.ts';
import { leavesOf, parseTree } from '../../../../app/mail/mime/part-tree.ts';
import { toBody } from '../../../../app/mail/mime/to-body.ts';
import { corpus, key } from './corpus.ts';

const cpu = (work: () => void): number => {
  const began = process.cpuUsage();
  work();
  const used = process.cpuUsage(began);
  return (used.user + used.system) / 1000;
};

/** Everything this part of the engine does with a message. */
const readAll = (source: Uint8Array): void => {
  const message = readMessage(key, source, { authServers: ['example'] });
  expect(messageBody.parse(message)).toEqual(message);
  const body = toBody(source);
  const longest = 40 * source.length + 20_000;
  expect(body.text.length).toBeLessThan(longest);
  expect(body.preview?.length).toBeLessThanOrEqual(200);
  expect(JSON.stringify(message).length).toBeLessThan(longest);
  expect(message.attachments.length).toBeLessThanOrEqual(2000);
  for (const { part = '', size } of message.attachments.slice(0, 50)) {
    const found = attachmentOf(source, part);
    expect(found).toMatchObject({ ok: true });
    if (found.ok) {
      expect(found.value.bytes.length).toBe(size);
      expect(found.value.fileName).toMatch(/^[^/\\\p{Cc}\p{Cf}<>:"|?*]+$/u);
    }
  }
};

const small = corpus.filter(({ source }) => source.length < 20_000).map(({ source }) => source);
const pieces = [
  ...[
    '\r\n',
    '\n\n',
    '\r',
    '--B',
    '--B--',
    '--',
    '\0',
    '\x1b$B',
    '=?utf-8?b?',
    '?=',
    '"',
    '(',
    '<',
    '&#',
    '&amp',
    '=',
    '%',
  ],
  ...[
    'Content-Type: multipart/mixed; boundary=B\r\n',
    'Content-Type: text/html\r\n',
    "; filename*0*=utf-8''",
    '<!--',
    '<style>',
  ],
  ...[
    'Content-Transfer-Encoding: base64\r\n',
    'Content-Type: message/rfc822\r\n\r\n',
    '\xff\xfe',
    '\xe2\x80\xae',
    '\r\n\r\n',
  ],
];

const mutated = fc
  .tuple(
    fc.constantFrom(...small),
    fc.array(
      fc.oneof(
        fc.record({ do: fc.constant('cut' as const), at: fc.nat(20_000), length: fc.nat(200) }),
        fc.record({ do: fc.constant('put' as const), at: fc.nat(20_000), piece: fc.constantFrom(...pieces) }),
        fc.record({ do: fc.constant('byte' as const), at: fc.nat(20_000), value: fc.nat(255) }),
        fc.record({ do: fc.constant('repeat' as const), at: fc.nat(20_000), length: fc.nat(400), times: fc.nat(20) }),
        fc.record({ do: fc.constant('join' as const), at: fc.nat(20_000), other: fc.constantFrom(...small) }),
      ),
      { minLength: 1, maxLength: 8 },
    ),
  )
  .map(([source, changes]) => {
    let bytes = source;
    for (const change of changes) {
      const at = bytes.length === 0 ? 0 : change.at % bytes.length;
      const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
      if (change.do === 'cut') bytes = Buffer.concat([before, after.subarray(change.length)]);
      else if (change.do === 'put') bytes = Buffer.concat([before, Buffer.from(change.piece, 'latin1'), after]);
      else if (change.do === 'byte') bytes = Buffer.concat([before, Buffer.of(change.value), after.subarray(1)]);
      else if (change.do === 'join') bytes = Buffer.concat([before, change.other, after]);
      else {
        const piece = after.subarray(0, change.length);
        bytes = Buffer.concat([before, ...Array.from({ length: change.times }, () => piece), after]);
      }
    }
    return bytes;
  });

describe('any change to any message', () => {
  it('fails nowhere, takes its time and gives what it lists', () => {
    fc.assert(
      fc.property(mutated, (source) => {
        expect(cpu(() => readAll(source))).toBeLessThan(1000);
      }),
      { numRuns: 1500 },
    );
  }, 120_000);

  it('fails nowhere for bytes that are no mail', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (source) => {
        readAll(source);
      }),
      { numRuns: 500 },
    );
  }, 60_000);

  it('cuts a message into parts that lie inside each other and overlap nowhere', () => {
    fc.assert(
      fc.property(mutated, (bytes) => {
        const { root, source } = parseTree(bytes);
        const paths = new Set<string>();
        let end = 0;
        for (const { path, start, bodyStart, end: partEnd } of leavesOf(root)) {
          expect(paths.has(path)).toBe(false);
          paths.add(path);
          expect(start).toBeGreaterThanOrEqual(end);
          expect(bodyStart).toBeGreaterThanOrEqual(start);
          expect(partEnd).toBeGreaterThanOrEqual(bodyStart);
          end = partEnd;
        }
        expect(end).toBeLessThanOrEqual(source.length);
      }),
      { numRuns: 1500 },
    );
  }, 60_000);
});

const repeat = (text: string, times: number): Buffer => Buffer.from(text.repeat(times), 'latin1');
const html = (body: string): string => `Content-Type: text/html\r\n\r\n${body}`;
const multipart = 'Content-Type: multipart/mixed; boundary=B\r\n\r\n';
const nested = (depth: number): string =>
  Array.from({ length: depth }, (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`).join(
    '',
  );

/** Each grows with its number; twice as much may take about twice as long. */
const bombs: Record<string, (size: number) => Buffer> = {
  'tiny parts': (size) => Buffer.concat([Buffer.from(multipart), repeat('--B\r\n\r\nx\r\n', size)]),
  'empty parts': (size) => Buffer.concat([Buffer.from(multipart), repeat('--B\r\n', size)]),
  'deep multiparts': (size) => Buffer.from(nested(Math.ceil(size / 20))),
  'lines that look like delimiters': (size) => Buffer.concat([Buffer.from(nested(29)), repeat('\r\n--b0x', size)]),
  'messages inside messages': (size) => repeat('Content-Type: message/rfc822\r\n\r\n', Math.ceil(size / 4)),
  'header fields': (size) => repeat('X-A: b\r\n', size),
  'one folded field': (size) => Buffer.concat([Buffer.from('Subject: a\r\n'), repeat(' b\r\n', size)]),
  'one long subject': (size) => Buffer.concat([Buffer.from('Subject: '), repeat('a ', size)]),
  'encoded words': (size) => Buffer.concat([Buffer.from('Subject: '), repeat('=?utf-8?q?a?=\r\n ', size)]),
  'half encoded words': (size) => Buffer.concat([Buffer.from('Subject: '), repeat('=?utf-8?q?', size)]),
  'encoded words of many sets': (size) =>
    Buffer.concat([Buffer.from('Subject: '), repeat('=?utf-8?q?a?= =?koi8-r?q?b?= ', size)]),
  addresses: (size) => Buffer.concat([Buffer.from('To: '), repeat('a@b.example,\r\n ', size)]),
  'open comments': (size) => Buffer.concat([Buffer.from('Content-Type: '), repeat('(', size)]),
  'parameters in pieces': (size) =>
    Buffer.concat([
      Buffer.from('Content-Type: a/b'),
      ...Array.from({ length: size }, (_, at) => Buffer.from(`;\r\n n*${at % 999}*=x`)),
    ]),
  'list addresses': (size) => Buffer.concat([Buffer.from('List-Unsubscribe: '), repeat('<', size)]),
  'authentication results': (size) =>
    Buffer.concat([Buffer.from('Authentication-Results: mx.example'), repeat('; spf=pass a.b="', size)]),
  'open tags': (size) => Buffer.from(html('<a '.repeat(size))),
  'open quotes in tags': (size) => Buffer.from(html('<a b="'.repeat(size))),
  'open comments in HTML': (size) => Buffer.from(html('<!-- '.repeat(size))),
  'open styles': (size) => Buffer.from(html('<style>'.repeat(size))),
  'closed styles': (size) => Buffer.from(html('<style></style>'.repeat(size))),
  'hidden elements': (size) => Buffer.from(html('<div style="display:none">'.repeat(size))),
  quotations: (size) => Buffer.from(html('<blockquote>a'.repeat(size))),
  ampersands: (size) => Buffer.from(html('&'.repeat(size))),
  'white space': (size) => Buffer.from(html(`x${' '.repeat(size)}x`)),
  'white space in text': (size) => Buffer.from(`\r\nx${' '.repeat(size)}\u200cx`),
  'flowed lines': (size) =>
    Buffer.from(`Content-Type: text/plain; format=flowed\r\n\r\n${'> a \r\n>> b\r\n'.repeat(size)}`),
  'uuencoded files': (size) => Buffer.from(`\r\n${'begin 644 a\r\n'.repeat(size)}`),
  'padding of base64': (size) => Buffer.from(`Content-Transfer-Encoding: base64\r\n\r\n${'QQ=='.repeat(size)}`),
  'broken quoted-printable': (size) =>
    Buffer.from(`Content-Transfer-Encoding: quoted-printable\r\n\r\n${'= '.repeat(size)}`),
  'pictures by address': (size) =>
    Buffer.from(
      `Content-Type: multipart/related; boundary=B\r\n\r\n--B\r\n${html('<img src="http://x.example/a">'.repeat(size))}\r\n${'--B\r\nContent-Type: image/png\r\nContent-Location: http://x.example/b\r\n\r\n'.repeat(900)}`,
    ),
  'a file name of dots and slashes': (size) =>
    Buffer.from(`Content-Disposition: attachment; filename="${'./'.repeat(size)}"\r\n\r\n`),
};

describe('mail bombs', () => {
  it.each(Object.entries(bombs))(
    '%s',
    (_, make) => {
      const [once, more] = [make(12_000), make(96_000)];
      readAll(once);
      const first = Math.max(
        cpu(() => readAll(once)),
        4,
      );
      const second = cpu(() => readAll(more));
      expect(second).toBeLessThan(3000);
      expect(second / first).toBeLessThan(24);
    },
    30_000,
  );

  it('a hundred thousand parts, of which a thousand are read', () => {
    const source = bombs['tiny parts']?.(100_000) ?? Buffer.alloc(0);
    expect(leavesOf(parseTree(source).root).length).toBeLessThanOrEqual(1000);
    expect(readMessage(key, source).limited).toBe(true);
  });

  it('five hundred multiparts inside each other', () => {
    expect(readMessage(key, Buffer.from(nested(500))).limited).toBe(true);
  });
});
