import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authenticator } from '../integration/support/authenticator.ts';
import { createAppPassword, enrol } from '../integration/support/enrol.ts';
import { imapSignIn } from '../integration/support/line-client.ts';
import { rpcClient } from '../integration/support/rpc.ts';
import { runDemoServer, type ServerRun } from '../integration/support/run-server.ts';

let run: ServerRun & { close: () => Promise<void> };
beforeAll(async () => {
  run = await runDemoServer();
});
afterAll(() => run.close());

describe('a trusted device', () => {
  it('can give its own trust up without a session, and its app password ends with it', async () => {
    const ana = 'ana@enforced.example';
    const { client } = await enrol(run, ana);
    const bound = await createAppPassword(client, 'This computer', ['imap'], { deviceBound: true });
    const free = await createAppPassword(client, 'Phone', ['imap']);
    await client.ok('Session.logout');
    expect(await client.ok('TwoFactor.endTrust')).toEqual({ ended: true });
    expect(client.lastSetCookie.some((line) => /^TFA_CONNECT_WEBMAIL=;.*Max-Age=0/u.test(line))).toBe(true);
    expect(await imapSignIn(run, ana, bound.secret)).toMatch(/^a NO/u);
    expect(await imapSignIn(run, ana, free.secret)).toMatch(/^a OK/u);
    expect(await client.ok('TwoFactor.endTrust')).toEqual({ ended: false });
  });

  it('is nobody to a caller without its cookie', async () => {
    expect(await rpcClient(run).ok('TwoFactor.endTrust')).toEqual({ ended: false });
    const stranger = rpcClient(run);
    expect((await stranger.fails('TwoFactor.endTrust', { id: 'x' })).code).toBe(-32602);
  });
});

describe('a move to another authenticator', () => {
  it('takes fresh proof and a code of the new key, and leaves everything else', async () => {
    const ben = 'ben@enforced.example';
    const { client, authenticator: old } = await enrol(run, ben);
    const phone = await createAppPassword(client, 'Phone', ['imap']);
    const before = await client.ok('TwoFactor.getStatus');
    const key = await client.ok('TwoFactor.startMove');
    const next = authenticator(String(key['secret']), old.given);
    expect((await client.fails('TwoFactor.finishMove', { code: next.wrong() })).data).toMatchObject({
      symbol: 'TFAAInvalidTokenError',
      failedAttempts: 1,
    });
    await client.ok('TwoFactor.finishMove', { code: await next.next() });
    expect((await client.fails('TwoFactor.finishMove', { code: '000000' })).data.symbol).toBe('StepUpRequired');
    expect(await imapSignIn(run, ben, phone.secret)).toMatch(/^a OK/u);
    const { serverTime: _now, ...status } = await client.ok('TwoFactor.getStatus');
    expect(before).toMatchObject(status);
    const later = rpcClient(run);
    await later.login(ben);
    expect((await later.fails('TwoFactor.verify', { code: old.wrong(), remember: false })).data.symbol).toBe(
      'TFAAInvalidTokenError',
    );
    await later.ok('TwoFactor.verify', { code: await next.next(), remember: false });
    const trusted = rpcClient(run);
    await trusted.login(ben);
    expect((await trusted.call('TwoFactor.startMove')).error?.code).toBe(-32001);
  });
});
