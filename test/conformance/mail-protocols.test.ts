import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrol } from '../integration/support/enrol.ts';
import { imapSignIn, lineClient, pop3SignIn, smtpSignIn } from '../integration/support/line-client.ts';
import { logLines } from '../integration/support/log-lines.ts';
import { demoPassword, freshAddress, rpcClient } from '../integration/support/rpc.ts';
import { runDemoServer, type ServerRun } from '../integration/support/run-server.ts';

let run: ServerRun & { close: () => Promise<void> };
beforeAll(async () => {
  run = await runDemoServer();
});
afterAll(() => run.close());

const only = 'Only application passwords are allowed since 2FA is enabled';

describe('the account password', () => {
  it.each(['otto@off.example', 'omar@optional.example'])('of %s works without a second factor', async (user) => {
    expect(await imapSignIn(run, user, demoPassword)).toMatch(/^a OK/u);
    expect(await pop3SignIn(run, user, demoPassword)).toMatch(/^\+OK/u);
    expect(await smtpSignIn(run, user, demoPassword)).toMatch(/^235/u);
  });

  it('is refused with the reason where the factor is enforced, before any set-up', async () => {
    expect(await imapSignIn(run, 'ana@enforced.example', demoPassword)).toMatch(new RegExp(`^a NO .*${only}`, 'u'));
    expect(await pop3SignIn(run, 'ana@enforced.example', demoPassword)).toMatch(new RegExp(`^-ERR .*${only}`, 'u'));
    expect(await smtpSignIn(run, 'ana@enforced.example', demoPassword)).toMatch(new RegExp(`^535 .*${only}`, 'u'));
    const line =
      /^\[\d\d\/\w{3}\/\d{4} \d\d:\d\d:\d\d\] IMAP: Only application passwords are allowed since 2FA is enabled.*ana@enforced\.example/u;
    expect(logLines(run, 'security', line)).toHaveLength(1);
  });

  it('stops once its owner enrols, and its programs are named to the owner', async () => {
    const imap = await lineClient(run, run.ready.imaps, { tls: true });
    await imap.expect(/^\* OK[^\n]*\n/u);
    await imap.say('a ID ("name" "Old Mailer" "version" "2.1")', /^a OK/mu);
    await imap.say(`b LOGIN olga@optional.example ${demoPassword}`, /^b OK/mu);
    const { client } = await enrol(run, 'olga@optional.example');
    await imap.closed;
    expect(await imapSignIn(run, 'olga@optional.example', demoPassword)).toContain(only);
    const { list } = (await client.ok('TwoFactor.getLegacyClients')) as { list: { program?: string }[] };
    expect(list).toContainEqual({
      protocol: 'imap',
      program: 'Old Mailer 2.1',
      ip: '127.0.0.1',
      lastSeenAt: expect.any(String),
    });
  });

  it('never counts toward a block when it is right but no longer allowed', async () => {
    const from = freshAddress();
    for (let count = 0; count < 5; count += 1) {
      expect(await imapSignIn(run, 'ben@enforced.example', demoPassword, from)).toContain(only);
    }
    expect(await imapSignIn(run, 'otto@off.example', demoPassword, from)).toMatch(/^a OK/u);
  });
});

describe('the mechanisms', () => {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  /** IMAP names each as `AUTH=NAME`, the others all behind one word. */
  const announced = (text: string): string[] => {
    const each = [...text.matchAll(/AUTH=(\w+)/gu)].map(([, name = '']) => name);
    const all = /(?:SASL|AUTH) ([A-Z0-9 -]+)/u.exec(text)?.[1]?.trim().split(' ') ?? [];
    return (each.length > 0 ? each : all).sort();
  };

  it.each([
    ['imaps', 'a CAPABILITY', /^a OK[^\n]*\n/mu, 'a AUTHENTICATE LOGIN', /^\+[^\n]*\n/mu, /^a OK[^\n]*\n/mu],
    ['pop3s', 'CAPA', /^\.\r?\n/mu, 'AUTH LOGIN', /^\+ [^\n]*\n/mu, /^\+OK[^\n]*\n/mu],
    ['smtps', 'EHLO test', /^250 [^\n]*\n/mu, 'AUTH LOGIN', /^334[^\n]*\n/mu, /^235[^\n]*\n/mu],
  ] as const)('at %s are PLAIN and LOGIN, and LOGIN works', async (port, ask, told, begin, next, done) => {
    const client = await lineClient(run, run.ready[port], { tls: true });
    await client.expect(/^[^\n]*\n/u);
    expect(announced(await client.say(ask, told))).toEqual(['LOGIN', 'PLAIN']);
    await client.say(begin, next);
    await client.say(base64('otto@off.example'), next);
    await client.say(base64(demoPassword), done);
    client.end();
  });
});

describe('guessing', () => {
  it.each([
    ['IMAP', imapSignIn, /^a NO \[AUTHENTICATIONFAILED\]/u, /^a NO .*\[LIMIT\]/u],
    ['POP3', pop3SignIn, /^-ERR \[AUTH\] Authentication failed/u, /^-ERR .*Try again in \d+ seconds/u],
    ['SMTP', smtpSignIn, /^535 5\.7\.8 Authentication failed/u, /^454 4\.7\.0 .*Try again in \d+ seconds/u],
  ] as const)('at %s closes it to that address after three failures', async (_name, signIn, wrong, blocked) => {
    const from = freshAddress();
    const guesses = ['nobody@enforced.example', 'otto@off.example', 'otto@off.example'];
    for (const user of guesses) expect(await signIn(run, user, 'Wrong-pass-1', from)).toMatch(wrong);
    expect(await signIn(run, 'otto@off.example', demoPassword, from)).toMatch(blocked);
    expect(await signIn(run, 'otto@off.example', demoPassword, freshAddress())).not.toMatch(blocked);
  });

  it('at one service leaves the others open', async () => {
    const from = freshAddress();
    for (let count = 0; count < 3; count += 1) await imapSignIn(run, 'otto@off.example', 'Wrong-pass-1', from);
    expect(await imapSignIn(run, 'otto@off.example', demoPassword, from)).toContain('[LIMIT]');
    expect(await pop3SignIn(run, 'otto@off.example', demoPassword, from)).toMatch(/^\+OK/u);
    expect((await rpcClient(run, 'webmail', from).login('otto@off.example'))['state']).toBe('none');
  });
});

describe('before TLS', () => {
  it('IMAP announces no sign-in, refuses one, and offers STARTTLS', async () => {
    const imap = await lineClient(run, run.ready.imap, { tls: false });
    const greeting = await imap.expect(/^\* OK[^\n]*\n/u);
    expect(greeting).toContain('LOGINDISABLED');
    expect(greeting).not.toContain('AUTH=');
    expect(await imap.say(`a LOGIN otto@off.example ${demoPassword}`, /^a [^\n]*\n/mu)).toMatch(
      /^a NO \[PRIVACYREQUIRED\]/mu,
    );
    await imap.say('b STARTTLS', /^b OK[^\n]*\n/mu);
    await imap.startTls();
    expect(await imap.say('c CAPABILITY', /^c OK/mu)).toContain('AUTH=PLAIN AUTH=LOGIN');
    await imap.say(`d LOGIN otto@off.example ${demoPassword}`, /^d OK/mu);
    imap.end();
  });

  it('SMTP announces no sign-in, refuses one, and offers STARTTLS', async () => {
    const smtp = await lineClient(run, run.ready.smtp, { tls: false });
    await smtp.expect(/^220[^\n]*\n/u);
    const hello = await smtp.say('EHLO test', /^250 [^\n]*\n/mu);
    expect(hello).toContain('STARTTLS');
    expect(hello).not.toContain('AUTH');
    const plain = Buffer.from(`\0otto@off.example\0${demoPassword}`).toString('base64');
    expect(await smtp.say(`AUTH PLAIN ${plain}`, /^\d{3} [^\n]*\n/mu)).toMatch(/^5/u);
    expect(await smtp.say('MAIL FROM:<otto@off.example>', /^\d{3} [^\n]*\n/mu)).toMatch(/^530/u);
    await smtp.say('STARTTLS', /^220[^\n]*\n/mu);
    await smtp.startTls();
    expect(await smtp.say('EHLO test', /^250 [^\n]*\n/mu)).toContain('AUTH PLAIN LOGIN');
    expect(await smtp.say('MAIL FROM:<otto@off.example>', /^\d{3} [^\n]*\n/mu)).toMatch(/^530/u);
    await smtp.say(`AUTH PLAIN ${plain}`, /^235/mu);
    smtp.end();
  });
});
