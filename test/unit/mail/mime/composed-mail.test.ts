import fc from 'fast-check';
import nodemailer from 'nodemailer';
import PostalMime from 'postal-mime';
import { expect, it } from 'vitest';
import { attachmentOf } from '../../../../app/mail/mime/attachment-of.ts';
import { readMessage } from '../../../../app/mail/mime/parse-message.ts';
import { toBody } from '../../../../app/mail/mime/to-body.ts';
import { key } from './corpus.ts';

const composer = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

const word = fc.constantFrom(
  'plan',
  'Grüße',
  '東京',
  'Привет',
  'שלום',
  '👩‍🚀',
  'a=b',
  '100%',
  '--',
  '=?',
  'x"y',
  "o'k",
  'e.g.',
);
const line = fc.array(word, { minLength: 1, maxLength: 25 }).map((words) => words.join(' '));
const text = fc.array(line, { minLength: 1, maxLength: 6 }).map((lines) => `${lines.join('\n')}\nend`);
const name = fc.array(fc.constantFrom('a', 'ü', '京', ' b', '-', '_', '(1)', "'", ';', '='), {
  minLength: 1,
  maxLength: 30,
});
const message = fc.record({
  subject: line,
  author: line.map((words) => words.replace(/["?=]/g, '')),
  text,
  html: fc.option(
    text.map((words) => `<p>${words.replaceAll('\n', '</p>\n<p>')}</p>`),
    { nil: undefined },
  ),
  encoding: fc.constantFrom('quoted-printable' as const, 'base64' as const),
  attachments: fc.array(
    fc.record({
      filename: name.map((parts) => `x${parts.join('')}.bin`),
      content: fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
    }),
    { maxLength: 3 },
  ),
});

it('reads what another program wrote, and as a third one reads it', async () => {
  await fc.assert(
    fc.asyncProperty(message, async ({ subject, author, text: words, html, encoding, attachments }) => {
      const sent = await composer.sendMail({
        from: { name: author, address: 'ann@x.example' },
        to: 'bob@y.example',
        subject,
        text: words,
        ...(html === undefined ? {} : { html }),
        textEncoding: encoding,
        attachments,
      });
      if (!Buffer.isBuffer(sent.message)) throw new Error('the composer gave a stream');
      const read = readMessage(key, sent.message);
      expect(read.subject).toBe(subject);
      expect(read.from).toEqual([{ name: author.replace(/\s+/g, ' ').trim(), address: 'ann@x.example' }]);
      expect(read.text?.trimEnd()).toBe(words);
      expect(read.html?.trimEnd()).toBe(html);
      for (const [at, { part = '', size }] of read.attachments.entries()) {
        const found = attachmentOf(sent.message, part);
        expect(found.ok && found.value.bytes).toEqual(attachments[at]?.content);
        expect(size).toBe(attachments[at]?.content.length);
      }
      expect(toBody(sent.message).attachmentNames).toEqual(attachments.map(({ filename }) => filename));
      const other = await PostalMime.parse(sent.message);
      expect([read.subject, read.text?.trimEnd(), read.html?.trimEnd(), read.attachments.length]).toEqual([
        other.subject,
        other.text?.trimEnd(),
        other.html?.trimEnd(),
        other.attachments.length,
      ]);
    }),
    { numRuns: 300 },
  );
}, 60_000);
