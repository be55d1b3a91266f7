import { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAppPassword, enrol } from '../integration/support/enrol.ts';
import { imapSignIn, lineClient } from '../integration/support/line-client.ts';
import { demoPassword, rpcClient } from '../integration/support/rpc.ts';
import { runDemoServer, type ServerRun } from '../integration/support/run-server.ts';

let run: ServerRun & { close: () => Promise<void> };
beforeAll(async () => {
  run = await runDemoServer();
});
afterAll(() => run.close());

/** The texts in an ordinary mailbox of the outside world. */
const mailOf = async (user: string): Promise<string[]> => {
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
  await imap.mailboxOpen('INBOX');
  const texts: string[] = [];
  if (imap.mailbox !== false && imap.mailbox.exists > 0) {
    for await (const message of imap.fetch('1:*', { source: true })) texts.push(message.source?.toString('utf8') ?? '');
  }
  await imap.logout();
  return texts;
};

describe('a lost authenticator', () => {
  it('is replaced by a code mailed to the recovery address, which wipes everything of the factor', async () => {
    const user = 'ana@enforced.example';
    const enrolled = await enrol(run, user, { recoveryEmail: 'ana.private@outside.example' });
    const { secret } = await createAppPassword(enrolled.client, 'Phone', ['imap']);
    const live = await lineClient(run, run.ready.imaps, { tls: true });
    await live.expect(/^\* OK[^\n]*\n/u);
    await live.say(`a LOGIN ${user} ${secret}`, /^a OK/mu);

    const client = rpcClient(run);
    expect(await client.login(user)).toMatchObject({ state: 'code' });
    expect(await client.ok('TwoFactor.requestRecovery')).toEqual({ sentTo: 'a***@outside.example', expiresIn: 600 });
    const [mail = ''] = await mailOf('ana.private@outside.example');
    expect(mail).toMatch(/^To: ana\.private@outside\.example\r$/mu);
    const code = /Recovery code: (\d{6})/u.exec(mail)?.[1] ?? '';
    const wrong = code === '123456' ? '654321' : '123456';
    expect((await client.fails('TwoFactor.recover', { code: wrong })).data).toMatchObject({
      symbol: 'TFAAInvalidTokenError',
      failedAttempts: 1,
      attemptsLeft: 4,
    });
    expect(await client.ok('TwoFactor.recover', { code })).toEqual({ reset: true });

    await live.closed;
    expect((await client.fails('Session.logout')).code).toBe(-32001);
    expect((await enrolled.client.fails('Session.whoAmI')).code).toBe(-32001);
    expect(await imapSignIn(run, user, secret)).toMatch(/^a NO/u);
    const anew = rpcClient(run);
    anew.cookies.set('TFA_CONNECT_WEBMAIL', enrolled.client.cookies.get('TFA_CONNECT_WEBMAIL') ?? '');
    expect(await anew.login(user)).toMatchObject({ state: 'setup' });
    expect(run.log('audit')).toContain(`reset by a recovery code for user ${user}`);
    const logs = ['error', 'security', 'debug', 'audit', 'mail'].map(run.log).join('\n');
    expect(logs).not.toContain(code);
  });

  it('gets three mails an hour', async () => {
    await enrol(run, 'ben@enforced.example', { recoveryEmail: 'ben.private@outside.example' });
    const client = rpcClient(run);
    await client.login('ben@enforced.example');
    for (let count = 0; count < 3; count += 1) await client.ok('TwoFactor.requestRecovery');
    const error = await client.fails('TwoFactor.requestRecovery');
    expect(error.data.symbol).toBe('TryLater');
    expect(error.data['retryAfter']).toBeGreaterThan(3500);
    expect(await mailOf('ben.private@outside.example')).toHaveLength(3);
  });

  it('gets none where no mail can go', async () => {
    await enrol(run, 'cleo@enforced.example', { recoveryEmail: 'cleo@unreachable.example' });
    const client = rpcClient(run);
    await client.login('cleo@enforced.example');
    expect((await client.fails('TwoFactor.requestRecovery')).data.symbol).toBe('TFAARecoverySendError');
  });
});
