import { afterAll, expect, it } from 'vitest';
import { createAppPassword, enrol } from '../integration/support/enrol.ts';
import { imapSignIn, lineClient } from '../integration/support/line-client.ts';
import { logLines } from '../integration/support/log-lines.ts';
import { application, demoPassword, type RpcClient, rpcClient } from '../integration/support/rpc.ts';
import { runServer, type ServerRun, temporaryData } from '../integration/support/run-server.ts';

/** Several starts of the server on a machine that has other things to do. */
const patience = 120_000;
const data = temporaryData();
let run: ServerRun | undefined;
afterAll(async () => {
  await run?.end();
  data.remove();
});

/** Moves the server's clock: sessions outlive a restart. */
const restart = async (minutes: number): Promise<ServerRun> => {
  await run?.end();
  const life = ['--session-idle', '20', '--session-life', '50'];
  run = await runServer(data.path, ['--seed', 'demo', '--clock-offset', String(minutes * 60), ...life]);
  return run;
};

/** The same session at a server that listens elsewhere since its restart. */
const taken = (server: ServerRun, client: RpcClient): RpcClient => {
  const same = rpcClient(server);
  same.token = client.token;
  for (const [name, value] of client.cookies) same.cookies.set(name, value);
  return same;
};

it(
  'ends by idleness and by age as the server was told, pending ones after ten minutes',
  async () => {
    const first = await restart(0);
    const used = rpcClient(first);
    const idle = rpcClient(first);
    const pending = rpcClient(first);
    await used.login('otto@off.example');
    await idle.login('otto@off.example');
    await pending.login('ana@enforced.example');
    const at9 = await restart(9);
    await taken(at9, pending).ok('TwoFactor.start');
    await taken(at9, used).ok('Session.whoAmI');
    const at11 = await restart(11);
    expect((await taken(at11, pending).fails('TwoFactor.start')).code).toBe(-32001);
    const at21 = await restart(21);
    await taken(at21, used).ok('Session.whoAmI');
    expect((await taken(at21, idle).fails('Session.whoAmI')).code).toBe(-32001);
    await taken(await restart(40), used).ok('Session.whoAmI');
    expect((await taken(await restart(51), used).fails('Session.whoAmI')).code).toBe(-32001);
  },
  patience,
);

it('ends with a new password, and with it on demand every app password and what it opened', async () => {
  const server = await restart(0);
  const cleo = 'cleo@enforced.example';
  const { client } = await enrol(server, cleo);
  const { secret } = await createAppPassword(client, 'Phone', ['imap']);
  const other = rpcClient(server);
  other.cookies.set('TFA_CONNECT_WEBMAIL', client.cookies.get('TFA_CONNECT_WEBMAIL') ?? '');
  expect(await other.login(cleo)).toMatchObject({ state: 'none' });
  const live = await lineClient(server, server.ready.imaps, { tls: true });
  await live.expect(/^\* OK[^\n]*\n/u);
  await live.say(`a LOGIN ${cleo} ${secret}`, /^a OK/mu);
  const change = (currentPassword: string, newPassword: string, revokeAppPasswords: boolean) =>
    client.call('Session.setPassword', { currentPassword, newPassword, revokeAppPasswords });
  for (const [newPassword, reason] of [
    ['Sh0rt-x', 'tooShort'],
    ['justletters', 'tooSimple'],
    ['JustLettersHere', 'tooSimple'],
    ['My-cleo-4711', 'containsName'],
    ['My-Lindqvist-1', 'containsName'],
    ['At-enforced.example-1', 'containsName'],
  ] as const) {
    const { error } = await change(demoPassword, newPassword, true);
    expect([newPassword, error?.data]).toMatchObject([newPassword, { symbol: 'PasswordPolicy', reason }]);
  }
  await change(demoPassword, 'Second-pass-2', false);
  expect((await other.fails('Session.whoAmI')).code).toBe(-32001);
  expect(await imapSignIn(server, cleo, secret)).toMatch(/^a OK/u);
  await live.say('b NOOP', /^b OK/mu);
  await change('Second-pass-2', 'Third-pass-3', true);
  await live.closed;
  expect(await imapSignIn(server, cleo, secret)).toContain('This application password was revoked');
  expect(await client.ok('AppPasswords.get')).toMatchObject({ totalItems: 0 });
  const old = { userName: cleo, password: 'Second-pass-2', application };
  expect((await rpcClient(server).fails('Session.login', old)).data.symbol).toBe('AuthFailed');
  expect(
    logLines(server, 'audit', 'User cleo@enforced.example changed the password and revoked all app passwords'),
  ).toHaveLength(1);
  expect(logLines(server, 'audit', /Second-pass-2|Third-pass-3/u)).toEqual([]);
});
