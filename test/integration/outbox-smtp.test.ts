import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MailAccess } from '../../app/domain/mail-access.ts';
import { sendMessage } from '../../app/mail/smtp/send-message.ts';
import { type SmtpScript, startScriptedSmtp } from './support/scripted-smtp.ts';

let server: Awaited<ReturnType<typeof startScriptedSmtp>>;
beforeAll(async () => {
  server = await startScriptedSmtp();
});
afterAll(() => server.stop());

const text = Buffer.from(`Subject: x\r\n\r\n.dot\r\n${'line of text\r\n'.repeat(20_000)}`);
const pieces = (): Uint8Array[] => [text.subarray(0, 100_000), text.subarray(100_000)];

const send = (
  script: SmtpScript,
  { trusted = true, to = ['a@x.example', 'b@x.example'], size = text.length, open = pieces } = {},
) => {
  server.play(script);
  const access: MailAccess = {
    user: 'otto@off.example',
    secret: 'secret',
    kind: 'accountPassword',
    imap: { host: '127.0.0.1', port: 1, security: 'tls' },
    smtp: { host: '127.0.0.1', port: server.port, security: 'tls' },
  };
  const timing = { connectionTimeout: 3_000, greetingTimeout: 3_000, socketTimeout: 1_500 };
  const trust = { authorities: trusted ? [server.ca] : [], pins: [] };
  return sendMessage(access, trust, { from: 'otto@off.example', to, size }, open, timing);
};

describe('sending', () => {
  it('hands the message over whole, and tells nothing about the computer', async () => {
    expect(await send({})).toMatchObject({ kind: 'sent', response: '250 2.0.0 Queued', refused: [] });
    expect(server.messages[0]?.replaceAll('\r\n..', '\r\n.')).toBe(text.toString().trimEnd());
    expect(server.lines[0]).toBe('EHLO [127.0.0.1]');
  });

  it.each<[string, SmtpScript, object]>([
    ['a dead line after the message', { message: 'hang up' }, { kind: 'unknown' }],
    ['no answer to the message', { message: 'silence' }, { kind: 'unknown' }],
    ['a refused message', { message: '554 5.7.1 Spam' }, { kind: 'refused', code: 554, reason: 'Spam' }],
    ['a message for later', { message: '451 4.3.0 Disk full' }, { kind: 'temporary', cause: 'server', code: 451 }],
    ['a dead line before the message', { mail: 'hang up' }, { kind: 'temporary', cause: 'network' }],
    ['a refused sender', { mail: '550 5.7.1 Not yours' }, { kind: 'refused', code: 550, reason: 'Not yours' }],
    [
      'a wrong password',
      { auth: '535 5.7.8 Only application passwords' },
      { kind: 'authRefused', reason: 'Only application passwords' },
    ],
    ['a server that is busy with passwords', { auth: '454 4.7.0 Later' }, { kind: 'temporary', cause: 'server' }],
    ['no room for data', { data: '452 4.3.1 No space' }, { kind: 'temporary', code: 452 }],
  ])('with %s', async (_name, script, outcome) => {
    expect(await send(script)).toMatchObject(outcome);
  });

  it('knows that a message was not sent whose end never left', async () => {
    // More than the buffers between here and there can hold.
    const long = () => Array.from({ length: 100 }, () => text);
    const outcome = await send({ cutAfter: 50_000 }, { open: long, size: 1 });
    expect(outcome).toMatchObject({ kind: 'temporary', cause: 'network' });
  });

  it('tells who was refused, and the others get it', async () => {
    const rcpt = (address: string) => (address.startsWith('a') ? '550 5.1.1 No such user' : '250 Ok');
    const refused = [{ address: 'a@x.example', code: 550, reason: 'No such user', temporary: false }];
    expect(await send({ rcpt })).toMatchObject({ kind: 'sent', refused });
    expect(await send({ rcpt }, { to: ['a@x.example'] })).toMatchObject({ kind: 'refused', recipients: refused });
    expect(await send({ rcpt: () => '450 4.2.0 Greylisted' })).toMatchObject({ kind: 'temporary', cause: 'server' });
  });

  it('does not even begin with what is too large', async () => {
    expect(await send({}, { size: 2_000_000 })).toMatchObject({ kind: 'refused', code: 552 });
    expect(server.lines.filter((line) => line.startsWith('MAIL'))).toEqual([]);
  });

  it('gives no password to a server it does not trust', async () => {
    expect(await send({}, { trusted: false })).toMatchObject({ kind: 'temporary', cause: 'tls' });
    expect(server.lines).toEqual([]);
  });
});
