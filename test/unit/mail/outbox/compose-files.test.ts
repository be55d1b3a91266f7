import { describe, expect, it } from 'vitest';
import type { Letter } from '../../../../app/domain/letter.ts';
import { readMessage } from '../../../../app/mail/mime/parse-message.ts';
import { composeMessage } from '../../../../app/mail/smtp/compose-message.ts';
import { fileType } from '../../../../app/mail/smtp/file-type.ts';
import { limitIn } from '../../../../app/mail/smtp/size-limit.ts';

const picture = Buffer.from('not really a picture').toString('base64');
const letter: Letter = {
  from: { name: 'Otto', address: 'otto@off.example' },
  replyTo: [],
  to: [{ name: '', address: 'zoe@x.example' }],
  cc: [],
  bcc: [],
  subject: 'Plans',
  text: 'See below',
  html: `<p>See <img src="data:image/png;base64,${picture}" alt="x"> and <img alt="y" src="data:image/png;base64,${picture}"></p>`,
  references: [],
  files: [
    { name: 'plan.txt', mimeType: 'text/plain', from: { kind: 'kept', id: 'a', size: 4 } },
    { name: 'old.eml', mimeType: 'message/rfc822', from: { kind: 'kept', id: 'b', size: 20 } },
  ],
};
const kept: Readonly<Record<string, Buffer>> = {
  a: Buffer.from('beam'),
  b: Buffer.from('Subject: Old\r\n\r\nText\r\n'),
};

const built = async (given: Letter, files = kept): Promise<string> => {
  const parts: Buffer[] = [];
  const stamp = { messageId: 'm@off.example', date: 0 };
  for await (const part of composeMessage(given, stamp, (id) => files[id])) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('latin1');
};

describe('what goes with a message', () => {
  it('are its pictures as parts the text names, each once, and its files', async () => {
    const source = await built(letter);
    expect(source.match(/Content-ID: <picture1\.m@off\.example>/gi)).toHaveLength(1);
    expect(source).not.toContain('data:image');
    expect(source).toContain('multipart/related');
    const read = readMessage({ folder: 'INBOX', uidValidity: '1', uid: 1 }, Buffer.from(source, 'latin1'));
    expect(read.inline['picture1.m@off.example']).toBe(`data:image/png;base64,${picture}`);
    expect(read.html?.match(/cid:picture1\.m@off\.example/g)).toHaveLength(2);
    expect(read.attachments.map(({ name, mimeType }) => [name, mimeType])).toEqual([
      ['plan.txt', 'text/plain'],
      ['old.eml', 'message/rfc822'],
    ]);
    expect(source).toMatch(/Content-Type: message\/rfc822[\s\S]*?Content-Disposition: attachment/);
  });

  it('is missed when it is gone', async () => {
    await expect(built(letter, {})).rejects.toThrow('gone');
  });

  it('has the type that was told, or that its name stands for', () => {
    expect(fileType('a.pdf')).toBe('application/pdf');
    expect(fileType('a.pdf', 'Text/Plain')).toBe('text/plain');
    expect(fileType('a.unheard-of', 'no type')).toBe('application/octet-stream');
  });
});

describe('the largest message a server takes', () => {
  it.each([
    ['250-mail.x.example\r\n250-SIZE 36700160\r\n250 AUTH PLAIN', 36_700_160],
    ['250-PIPELINING\n250 SIZE 0', undefined],
    ['250 PIPELINING', undefined],
  ])('is read off %j', (answer, limit) => {
    expect(limitIn(answer)).toBe(limit);
  });
});
