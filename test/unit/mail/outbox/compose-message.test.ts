import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { expect, it } from 'vitest';
import { type Letter, letter } from '../../../../app/domain/letter.ts';
import { bccField, composeMessage, newMessageId, recipientsOf } from '../../../../app/mail/smtp/compose-message.ts';
import { flowedText } from '../../../../app/mail/smtp/flowed-text.ts';

const written = (change: Partial<Letter> = {}): Letter => ({
  from: { name: 'Ötto', address: 'otto@off.example' },
  replyTo: [],
  to: [{ name: 'Ana', address: 'ana@x.example' }],
  cc: [{ name: '', address: 'cy@x.example' }],
  bcc: [{ name: 'Bö', address: 'bo@x.example' }],
  subject: 'Grüße aus Köln',
  text: 'Hello\nWorld',
  references: [],
  files: [],
  ...change,
});

const stamp = { messageId: 'one@off.example', date: Date.UTC(2026, 1, 3, 4, 5, 6) };
const bytesOf = async (given: Letter, more = {}): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of composeMessage(given, { ...stamp, ...more })) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('latin1');
};

it('writes what the reader gets, and nothing about the writer', async () => {
  const text = await bytesOf(written({ inReplyTo: 'b@x', references: ['a@x', 'b@x'] }));
  const [header = ''] = text.split('\r\n\r\n');
  expect(header).toContain('Message-ID: <one@off.example>');
  expect(header).toContain('Date: Tue, 03 Feb 2026 04:05:06 +0000');
  expect(header).toContain('In-Reply-To: <b@x>');
  expect(header).toContain('References: <a@x> <b@x>');
  expect(header).toMatch(/Content-Type: text\/plain; charset=utf-8; format=flowed/u);
  expect(header).not.toMatch(/bcc|x-mailer|nodemailer|bo@/iu);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u);
  const parsed = await PostalMime.parse(text);
  expect(parsed).toMatchObject({ subject: 'Grüße aus Köln', from: { name: 'Ötto', address: 'otto@off.example' } });
  expect(parsed.text?.trimEnd()).toBe('Hello\nWorld');
});

it('takes files from the disk and pictures along with the HTML text', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-compose-'));
  const path = join(folder, 'data.bin');
  const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));
  writeFileSync(path, bytes);
  const text = await bytesOf(
    written({
      html: '<p>Look <img src="cid:pic@x"></p>',
      files: [
        { name: 'Übersicht.bin', mimeType: 'application/octet-stream', from: { kind: 'path', path } },
        { name: 'p.png', mimeType: 'image/png', contentId: 'pic@x', from: { kind: 'bytes', base64: 'AAEC' } },
      ],
    }),
  );
  rmSync(folder, { recursive: true });
  const { attachments, html } = await PostalMime.parse(text);
  expect(html).toContain('cid:pic@x');
  expect(attachments.map(({ filename, contentId }) => [filename, contentId])).toEqual(
    expect.arrayContaining([
      ['Übersicht.bin', undefined],
      ['p.png', '<pic@x>'],
    ]),
  );
  const file = attachments.find(({ filename }) => filename === 'Übersicht.bin')?.content;
  expect(Buffer.compare(Buffer.from(file as ArrayBuffer), bytes)).toBe(0);
});

it('keeps Bcc for copies of the writer alone', async () => {
  expect(await bytesOf(written(), { keepBcc: true })).toContain('bo@x.example');
  expect(await bccField(written())).toMatch(/^Bcc: =\?UTF-8\?.*<bo@x\.example>\r\n$/iu);
  expect(await bccField(written({ bcc: [] }))).toBe('');
});

it('sends to everybody once', () => {
  const ana = { name: '', address: 'ANA@x.example' };
  expect(recipientsOf(written({ cc: [ana] }))).toEqual(['ana@x.example', 'bo@x.example']);
  expect(newMessageId(written().from, 'abc')).toBe('abc@off.example');
});

it.each([
  { subject: 'a\r\nBcc: x@y.example' },
  { to: [{ name: 'a\nb', address: 'a@b.example' }] },
  { to: [{ name: '', address: 'a@b.example>\r\nRCPT TO:<c@d.example' }] },
  { references: ['a@b>\r\nX: y'] },
])('takes no headers smuggled in: %j', (change) => {
  expect(letter.safeParse(written(change)).success).toBe(false);
});

const unflow = (text: string): string => {
  const out: string[] = [];
  let open = '';
  for (const line of text.split('\r\n')) {
    const bare = line.startsWith(' ') ? line.slice(1) : line;
    if (bare.endsWith(' ') && bare !== '-- ') {
      open += bare;
    } else {
      out.push(open + bare);
      open = '';
    }
  }
  return out.join('\n');
};

it('flows and comes back as it was', () => {
  expect(flowedText('From me\n> quoted\n\n-- \nOtto')).toBe(' From me\r\n> quoted\r\n\r\n-- \r\nOtto');
  const words = fc.array(fc.constantFrom('a', 'word', 'From', 'x'.repeat(40), 'ü'), { maxLength: 60 });
  const text = fc
    .array(
      words.map((each) => each.join(' ')),
      { maxLength: 8 },
    )
    .map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, (given) => {
      const flowed = flowedText(given);
      expect(unflow(flowed)).toBe(given);
      for (const line of flowed.split('\r\n')) expect(line.length).toBeLessThanOrEqual(79);
    }),
  );
});
