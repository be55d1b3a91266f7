import { ImapFlow } from 'imapflow';
import nodemailer from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAppPassword, enrol } from './support/enrol.ts';
import { startRelay } from './support/relay.ts';
import { demoPassword } from './support/rpc.ts';
import { runDemoServer, type ServerRun } from './support/run-server.ts';

let run: ServerRun & { close: () => Promise<void> };
let relay: Awaited<ReturnType<typeof startRelay>>;
let secret: string;
beforeAll(async () => {
  relay = await startRelay();
  run = await runDemoServer(['--relay', relay.address]);
  const { client } = await enrol(run, 'ana@enforced.example');
  ({ secret } = await createAppPassword(client, 'Program', ['smtp']));
});
afterAll(async () => {
  await run.close();
  await relay.close();
});

const send = (
  port: 'smtp' | 'smtps',
  message: Parameters<ReturnType<typeof nodemailer.createTransport>['sendMail']>[0],
) => {
  const transport = nodemailer.createTransport({
    host: run.ready[port].host,
    port: run.ready[port].port,
    secure: port === 'smtps',
    requireTLS: true,
    tls: { ca: run.ca },
    auth: { user: 'ana@enforced.example', pass: secret },
  });
  return transport.sendMail({ from: 'ana@enforced.example', text: 'Hello', ...message });
};

const inbox = async (user: string): Promise<string[]> => {
  const { host, port } = run.ready.imaps;
  const imap = new ImapFlow({
    host,
    port,
    secure: true,
    tls: { ca: run.ca },
    auth: { user, pass: demoPassword },
    logger: false,
  });
  await imap.connect();
  const { exists } = await imap.mailboxOpen('INBOX');
  const texts: string[] = [];
  if (exists > 0) for await (const message of imap.fetch('1:*', { source: true })) texts.push(String(message.source));
  await imap.logout();
  return texts;
};

describe('submission', () => {
  it.each(['smtp', 'smtps'] as const)('delivers to local mailboxes at %s', async (port) => {
    const subject = `By ${port}`;
    const info = await send(port, {
      to: ['otto@off.example', 'inbox+news@outside.example'],
      subject,
      text: 'x\n.\n..dots\n',
    });
    expect(info.rejected).toEqual([]);
    for (const user of ['otto@off.example', 'inbox@outside.example']) {
      const text = (await inbox(user)).find((each) => each.includes(`Subject: ${subject}`)) ?? '';
      expect(text).toContain('(authenticated user ana@enforced.example)');
      expect(text).toContain('Return-Path: <ana@enforced.example>');
      expect(text).toMatch(/\r\n\.\r\n\.\.dots\r\n/u);
    }
  });

  it('takes only the own addresses as sender', async () => {
    await expect(send('smtps', { from: 'ben@enforced.example', to: 'otto@off.example' })).rejects.toMatchObject({
      responseCode: 550,
    });
  });

  it('knows who does not exist', async () => {
    await expect(send('smtps', { to: 'nobody@off.example' })).rejects.toMatchObject({ responseCode: 550 });
  });

  it('hands mail for other domains to the relay', async () => {
    await send('smtps', { to: ['someone@elsewhere.example', 'otto@off.example'], subject: 'Both ways' });
    expect(relay.taken).toMatchObject([{ from: 'ana@enforced.example', to: ['someone@elsewhere.example'] }]);
    expect(relay.taken[0]?.text).toContain('Subject: Both ways');
    expect((await inbox('otto@off.example')).some((text) => text.includes('Subject: Both ways'))).toBe(true);
  });

  it('tells when the relay refuses', async () => {
    await expect(send('smtps', { to: 'refused@elsewhere.example' })).rejects.toMatchObject({ responseCode: 554 });
  });

  it('refuses a message that is too large', async () => {
    const large = { filename: 'large.bin', content: Buffer.alloc(28 * 1024 * 1024) };
    await expect(send('smtps', { to: 'otto@off.example', attachments: [large] })).rejects.toMatchObject({
      responseCode: 552,
    });
  });
});

describe('without a relay', () => {
  it('mail to other domains is refused', async () => {
    const alone = await runDemoServer();
    try {
      const transport = nodemailer.createTransport({
        ...alone.ready.smtps,
        secure: true,
        tls: { ca: alone.ca },
        auth: { user: 'otto@off.example', pass: demoPassword },
      });
      const message = { from: 'otto@off.example', to: 'someone@elsewhere.example', text: 'x' };
      await expect(transport.sendMail(message)).rejects.toMatchObject({ responseCode: 550 });
    } finally {
      await alone.close();
    }
  });
});
