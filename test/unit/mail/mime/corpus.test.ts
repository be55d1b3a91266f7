import { describe, expect, it } from 'vitest';
import { messageBody } from '../../../../app/domain/mail.ts';
import { attachmentOf } from '../../../../app/mail/mime/attachment-of.ts';
import { parseHeaderBlock } from '../../../../app/mail/mime/header-block.ts';
import { readMessage } from '../../../../app/mail/mime/parse-message.ts';
import { toBody } from '../../../../app/mail/mime/to-body.ts';
import { corpus, key } from './corpus.ts';

it('is a corpus', () => {
  expect(corpus.length).toBeGreaterThanOrEqual(120);
});

/** A server never hands a header out in these forms. */
const oddLines = new Set(['cr-only', 'blank-lines-first']);

it.each(corpus.filter(({ name }) => !oddLines.has(name)))('$name is listed as it is read', ({ source }) => {
  const end = source.indexOf('\r\n\r\n');
  const listed = parseHeaderBlock(end === -1 ? source : source.subarray(0, end + 4));
  const read = readMessage(key, source);
  expect([listed.subject, listed.from, listed.to, listed.cc, listed.messageId, listed.listId]).toEqual([
    ...[read.subject, read.from, read.to, read.cc, read.messageId ?? '', read.list?.id ?? ''],
  ]);
});

describe.each(corpus)('$name', ({ source, expected }) => {
  const message = readMessage(key, source, { authServers: ['home.example'] });

  it(expected.about, () => {
    expect(messageBody.parse(message)).toEqual(message);
    expect(message).toMatchObject(expected.message ?? {});
    for (const path of expected.without ?? []) expect(message).not.toHaveProperty(path);
  });

  it('is indexed', () => {
    const body = toBody(source);
    if (expected.indexed !== undefined) expect(body.text).toBe(expected.indexed);
    if (expected.preview !== undefined) expect(body.preview).toBe(expected.preview);
    expect(body.source).toBe(source);
  });

  it('gives every attachment it lists', () => {
    for (const { part = '', size } of message.attachments) {
      const found = attachmentOf(source, part);
      expect(found).toMatchObject({ ok: true, value: { fileName: expect.stringMatching(/^[^/\\]+$/) } });
      expect(found.ok && found.value.bytes.length).toBe(size);
    }
    const { attachment } = expected;
    if (attachment === undefined) return;
    const found = attachmentOf(source, attachment.part);
    if (!found.ok) throw new Error('the attachment is not there');
    expect(found.value.bytes.toString('latin1', 0, attachment.startsWith.length)).toBe(attachment.startsWith);
    expect(found.value.fileName).toBe(attachment.fileName);
    if (attachment.provenType !== undefined) expect(found.value.provenType).toBe(attachment.provenType);
  });
});
