import { join } from 'node:path';
import Database from '@signalapp/sqlcipher';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAppPassword, enrol } from '../integration/support/enrol.ts';
import { imapSignIn, lineClient } from '../integration/support/line-client.ts';
import { allLogLines, logLines } from '../integration/support/log-lines.ts';
import { mailOf } from '../integration/support/mailbox.ts';
import { startRelay } from '../integration/support/relay.ts';
import { rpcClient } from '../integration/support/rpc.ts';
import { runDemoServer, runServer, type ServerRun, temporaryData } from '../integration/support/run-server.ts';

let run: ServerRun & { close: () => Promise<void> };
beforeAll(async () => {
  run = await runDemoServer();
});
afterAll(() => run.close());

/** Sets the recovery address of a stopped server's user to nothing, as a directory may hold it. */
const forgetRecoveryAddress = (data: string, user: string): void => {
  const db = new Database(join(data, 'state', 'server.db'));
  db.prepare(
    "UPDATE second_factors SET recovery_email = '' WHERE user_id = (SELECT id FROM users WHERE address = ?)",
  ).run([user]);
  db.close();
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
    const [mail] = await mailOf(run, 'ana.private@outside.example');
    expect(mail).toMatchObject({
      from: { address: 'postmaster@enforced.example' },
      to: [{ address: 'ana.private@outside.example' }],
      subject: 'Your recovery code',
    });
    const code = /Recovery code: (\d{6})/u.exec(mail?.text ?? '')?.[1] ?? '';
    expect(mail?.html).toContain(`>${code}</strong>`);
    expect(mail?.html).toContain(user);
    expect(mail?.html).not.toMatch(/<(?:a|img|script|link|form)\b|https?:/iu);
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
    expect(logLines(run, 'audit', `reset by a recovery code for user ${user}`)).toHaveLength(1);
    // Dovecot's process numbers may hold any six digits.
    expect(allLogLines(run, code).filter((line) => !line.includes('] Dovecot: '))).toEqual([]);
  });

  it('gets three mails an hour', async () => {
    await enrol(run, 'ben@enforced.example', { recoveryEmail: 'ben.private@outside.example' });
    const client = rpcClient(run);
    await client.login('ben@enforced.example');
    for (let count = 0; count < 3; count += 1) await client.ok('TwoFactor.requestRecovery');
    const error = await client.fails('TwoFactor.requestRecovery');
    expect(error.data.symbol).toBe('TryLater');
    expect(error.data['retryAfter']).toBeGreaterThan(3500);
    expect(await mailOf(run, 'ben.private@outside.example')).toHaveLength(3);
  });

  it('may try five times with one code, ten minutes long, and a new mail voids the code before', async () => {
    await enrol(run, 'omar@optional.example', { recoveryEmail: 'inbox@outside.example' });
    const client = rpcClient(run);
    await client.login('omar@optional.example');
    const none = { symbol: 'TFAAInvalidTokenError', attemptsLeft: 0 };
    expect((await client.fails('TwoFactor.recover', { code: '123456' })).data).toMatchObject(none);
    const request = async () => {
      await client.ok('TwoFactor.requestRecovery');
      return /Recovery code: (\d{6})/u.exec((await mailOf(run, 'inbox@outside.example')).at(-1)?.text ?? '')?.[1] ?? '';
    };
    const first = await request();
    const second = await request();
    const wrong = ['111111', '222222', '333333'].find((code) => code !== first && code !== second) ?? '';
    for (const [index, code] of [first === second ? wrong : first, wrong, wrong, wrong, wrong].entries()) {
      expect((await client.fails('TwoFactor.recover', { code })).data).toMatchObject({
        symbol: 'TFAAInvalidTokenError',
        failedAttempts: index + 1,
        attemptsLeft: 4 - index,
      });
    }
    expect((await client.fails('TwoFactor.recover', { code: second })).data).toMatchObject(none);
    const third = await request();
    expect(await client.ok('TwoFactor.recover', { code: ` ${third.slice(0, 3)} ${third.slice(3)}` })).toEqual({
      reset: true,
    });
  });

  it('gets none where no mail can go', async () => {
    await enrol(run, 'cleo@enforced.example', { recoveryEmail: 'cleo@unreachable.example' });
    const client = rpcClient(run);
    await client.login('cleo@enforced.example');
    expect((await client.fails('TwoFactor.requestRecovery')).data.symbol).toBe('TFAARecoverySendError');
  });
});

describe('a recovery that cannot be', () => {
  it('says why: no second factor, no address, no way for the mail, too many mails', async () => {
    const data = temporaryData();
    let server = await runServer(data.path, ['--seed', 'demo']);
    try {
      const otto = rpcClient(server);
      await otto.login('otto@off.example');
      expect((await otto.fails('TwoFactor.requestRecovery')).data.symbol).toBe('TFAANotEnrolledError');
      const ana = 'ana@enforced.example';
      await enrol(server, ana);
      await server.end();
      forgetRecoveryAddress(data.path, ana);
      server = await runServer(data.path);
      const client = rpcClient(server);
      await client.login(ana);
      expect((await client.fails('TwoFactor.requestRecovery')).data.symbol).toBe('TFAANoRecoveryEmailError');
      expect((await client.fails('TwoFactor.recover', { code: '123456' })).data.symbol).toBe('TFAAInvalidTokenError');
    } finally {
      await server.end();
      data.remove();
    }
  });

  it('hands the mail to the relay for addresses elsewhere, and tells when that refuses', async () => {
    const relay = await startRelay();
    const data = temporaryData();
    const server = await runServer(data.path, ['--seed', 'demo', '--relay', relay.address]);
    try {
      await enrol(server, 'ana@enforced.example', { recoveryEmail: 'ana@elsewhere.example' });
      const ana = rpcClient(server);
      await ana.login('ana@enforced.example');
      expect(await ana.ok('TwoFactor.requestRecovery')).toEqual({ sentTo: 'a***@elsewhere.example', expiresIn: 600 });
      const [taken] = relay.taken;
      expect(taken).toMatchObject({ from: 'postmaster@enforced.example', to: ['ana@elsewhere.example'] });
      const mail = await PostalMime.parse(taken?.text ?? '');
      const code = /Recovery code: (\d{6})/u.exec(mail.text ?? '')?.[1];
      expect(mail.html).toContain(`>${code}</strong>`);
      expect(await ana.ok('TwoFactor.recover', { code })).toEqual({ reset: true });

      await enrol(server, 'ben@enforced.example', { recoveryEmail: 'refused@elsewhere.example' });
      const ben = rpcClient(server);
      await ben.login('ben@enforced.example');
      expect((await ben.fails('TwoFactor.requestRecovery')).data.symbol).toBe('TFAARecoverySendError');
      expect((await ben.fails('TwoFactor.recover', { code: '123456' })).data).toMatchObject({
        symbol: 'TFAAInvalidTokenError',
        attemptsLeft: 0,
      });
    } finally {
      await server.end();
      data.remove();
      await relay.close();
    }
  });
});
