import { afterAll, expect, it } from 'vitest';
import { builtInAdministrator, setTwoFactor } from '../integration/support/administer.ts';
import { createAppPassword, enrol } from '../integration/support/enrol.ts';
import { imapSignIn } from '../integration/support/line-client.ts';
import { mailOf } from '../integration/support/mailbox.ts';
import { rpcClient } from '../integration/support/rpc.ts';
import { runServer, type ServerRun, temporaryData } from '../integration/support/run-server.ts';

const ana = 'ana@enforced.example';
const minute = 60;
const day = 86_400;
/** Several starts of the server on a machine that has other things to do. */
const patience = 120_000;
const deviceCookie = 'TFA_CONNECT_WEBMAIL';
const data = temporaryData();
let run: ServerRun | undefined;
afterAll(async () => {
  await run?.end();
  data.remove();
});

/** The same data, so many seconds later. */
const after = async (seconds: number): Promise<ServerRun> => {
  await run?.end();
  run = await runServer(data.path, ['--seed', 'demo', '--clock-offset', String(seconds)]);
  return run;
};

it(
  'voids a mailed code after ten minutes, allows mails again after an hour, and ends trust by the days of the domain',
  async () => {
    let server = await after(0);
    const { client } = await enrol(server, ana);
    const cookie = client.cookies.get(deviceCookie) ?? '';
    const bound = await createAppPassword(client, 'This computer', ['imap'], { deviceBound: true });
    const free = await createAppPassword(client, 'Phone', ['imap']);
    const pending = async () => {
      const fresh = rpcClient(server);
      expect(await fresh.login(ana)).toMatchObject({ state: 'code' });
      return fresh;
    };
    const newestCode = async () =>
      /Recovery code: (\d{6})/u.exec((await mailOf(server, 'inbox@outside.example')).at(-1)?.text ?? '')?.[1] ?? '';
    expect(await (await pending()).ok('TwoFactor.requestRecovery')).toMatchObject({ expiresIn: 600 });
    const code = await newestCode();
    expect(code).toMatch(/^\d{6}$/u);

    server = await after(10 * minute + 5);
    const late = await pending();
    expect((await late.fails('TwoFactor.recover', { code })).data).toMatchObject({
      symbol: 'TFAAInvalidTokenError',
      attemptsLeft: 0,
    });
    for (let count = 0; count < 2; count += 1) await late.ok('TwoFactor.requestRecovery');
    expect((await late.fails('TwoFactor.requestRecovery')).data.symbol).toBe('TryLater');

    server = await after(62 * minute);
    await (await pending()).ok('TwoFactor.requestRecovery');
    expect(await mailOf(server, 'inbox@outside.example')).toHaveLength(4);

    server = await after(10 * day);
    const remembered = async () => {
      const again = rpcClient(server);
      again.cookies.set(deviceCookie, cookie);
      return (await again.login(ana))['state'];
    };
    expect(await remembered()).toBe('none');
    expect(await imapSignIn(server, ana, bound.secret)).toMatch(/^a OK/u);
    const admin = await builtInAdministrator(server);
    await setTwoFactor(admin, 'enforced.example', { expireDays: 5 });
    expect(await remembered()).toBe('code');
    expect(await imapSignIn(server, ana, bound.secret)).toMatch(/^a NO .*(?:expired with its device|revoked)/u);
    expect(await imapSignIn(server, ana, free.secret)).toMatch(/^a OK/u);
    await setTwoFactor(admin, 'enforced.example', { expireDays: 30 });
    expect(await remembered()).toBe('code');
  },
  patience,
);
