import { afterAll, describe, expect, it } from 'vitest';
import { builtInAdministrator, userNamed } from '../integration/support/administer.ts';
import { createAppPassword, enrol } from '../integration/support/enrol.ts';
import { imapSignIn, lineClient } from '../integration/support/line-client.ts';
import { logLines } from '../integration/support/log-lines.ts';
import { mailOnceThere } from '../integration/support/mailbox.ts';
import { application, demoPassword, rpcClient } from '../integration/support/rpc.ts';
import { runServer, type ServerRun, temporaryData } from '../integration/support/run-server.ts';

/** Several starts of the server on a machine that has other things to do. */
const patience = 120_000;
const data = temporaryData();
let run: ServerRun | undefined;
afterAll(async () => {
  await run?.end();
  data.remove();
});

const user = 'ana@enforced.example';

/** A line of a log with exactly this text behind its time. */
const logged = (text: string): RegExp =>
  new RegExp(`^\\[[^\\]]+\\] ${text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')}$`, 'u');

/** The waits are real time on the server's clock: a restart with another offset lets them pass. */
const restart = async (offset: number): Promise<ServerRun> => {
  await run?.end();
  run = await runServer(data.path, ['--seed', 'demo', '--clock-offset', String(offset)]);
  return run;
};

describe('wrong codes in a row', () => {
  it(
    'are counted over sessions, endpoints and restarts, slowed down, and disable the account at the fifth',
    async () => {
      let server = await restart(0);
      const { client, authenticator } = await enrol(server, user);
      const { secret } = await createAppPassword(client, 'Phone', ['imap']);
      const bound = await createAppPassword(client, 'This computer', ['imap'], { deviceBound: true });
      const wrong = authenticator.wrong();
      const login = async () => {
        const fresh = rpcClient(server);
        expect(await fresh.login(user)).toMatchObject({ state: 'code' });
        return fresh;
      };
      const first = await login();
      const verify = (code: string) => first.fails('TwoFactor.verify', { code, remember: false });
      expect((await verify(wrong)).data).toMatchObject({
        symbol: 'TFAAInvalidTokenError',
        failedAttempts: 1,
        attemptsLeft: 4,
      });
      expect((await client.fails('TwoFactor.stepUp', { code: wrong })).data).toMatchObject({
        failedAttempts: 2,
        attemptsLeft: 3,
      });
      const second = await login();
      expect((await second.fails('TwoFactor.verify', { code: wrong, remember: false })).data).toMatchObject({
        failedAttempts: 3,
        attemptsLeft: 2,
      });
      const early = await verify(await authenticator.next());
      expect(early.data.symbol).toBe('TryLater');
      expect(early.data['retryAfter']).toBeGreaterThan(0);
      expect(early.data['retryAfter']).toBeLessThanOrEqual(5);

      server = await restart(6);
      expect((await (await login()).fails('TwoFactor.verify', { code: wrong, remember: false })).data).toMatchObject({
        failedAttempts: 4,
        attemptsLeft: 1,
      });
      const slow = await (await login()).fails('TwoFactor.verify', { code: wrong, remember: false });
      expect(slow.data.symbol).toBe('TryLater');
      expect(slow.data['retryAfter']).toBeGreaterThan(10);

      server = await restart(30);
      const last = await login();
      const remembered = rpcClient(server);
      remembered.cookies.set('TFA_CONNECT_WEBMAIL', client.cookies.get('TFA_CONNECT_WEBMAIL') ?? '');
      expect(await remembered.login(user)).toMatchObject({ state: 'none' });
      const live = await lineClient(server, server.ready.imaps, { tls: true });
      await live.expect(/^\* OK[^\n]*\n/u);
      await live.say(`a LOGIN ${user} ${secret}`, /^a OK/mu);
      expect((await last.fails('TwoFactor.verify', { code: wrong, remember: false })).data).toMatchObject({
        symbol: 'TFAAInvalidTokenError',
        failedAttempts: 5,
        attemptsLeft: 0,
      });
      await live.closed;
      expect((await remembered.fails('Session.whoAmI')).code).toBe(-32001);
      const disabled = { symbol: 'AccountDisabled', reason: 'secondFactorAttempts' };
      expect((await last.fails('TwoFactor.verify', { code: wrong, remember: false })).data).toMatchObject(disabled);
      const params = { userName: user, password: demoPassword, application };
      expect((await rpcClient(server).fails('Session.login', params)).data).toMatchObject(disabled);
      expect((await rpcClient(server).fails('Session.login', { ...params, password: 'wrong' })).data.symbol).toBe(
        'AuthFailed',
      );
      expect(await imapSignIn(server, user, secret)).toMatch(/^a NO .*This account is disabled/u);

      const admin = await builtInAdministrator(server);
      const { id } = await userNamed(admin, user);
      expect(await userNamed(admin, user)).toMatchObject({
        isEnabled: false,
        disabledReason: 'secondFactorAttempts',
        secondFactorFailures: 5,
      });
      await admin.ok('Users.set', { userIds: [id], pattern: { isEnabled: true } });
      expect(await userNamed(admin, user)).toMatchObject({
        isEnabled: true,
        isEnrolled: true,
        secondFactorFailures: 0,
      });
      expect(await imapSignIn(server, user, secret)).toMatch(/^a OK/u);
      expect(await imapSignIn(server, user, bound.secret)).toContain('This application password was revoked');
      const back = rpcClient(server);
      back.cookies.set('TFA_CONNECT_WEBMAIL', client.cookies.get('TFA_CONNECT_WEBMAIL') ?? '');
      expect(await back.login(user)).toMatchObject({ state: 'code' });
      expect((await back.fails('TwoFactor.verify', { code: wrong, remember: false })).data).toMatchObject({
        failedAttempts: 1,
        attemptsLeft: 4,
      });
      const subjects = (await mailOnceThere(5, server, user, secret, 'postmaster@enforced.example')).map(
        ({ subject }) => subject,
      );
      expect(subjects.slice(-3)).toEqual([
        'Two-factor authentication was set up',
        'Your account was disabled',
        'Your account was enabled again',
      ]);

      const line = `Too many false 2FA attempts for user: '${user}', account is disabled after 5 failed 2FA attempts`;
      for (const log of ['debug', 'security']) {
        expect(logLines(server, log, /Too many false 2FA attempts.* is disabled/u)).toEqual([
          expect.stringMatching(logged(line)),
        ]);
      }
      // Watchers of the older generation look for this one, in the debug log alone.
      const older = `Too many false 2FA attempts for user: '${user}', account is locked`;
      expect(logLines(server, 'debug', 'account is locked')).toEqual([expect.stringMatching(logged(older))]);
      expect(logLines(server, 'security', 'account is locked')).toEqual([]);
      const wrongCode = `TwoFAPolicyManSwitch.cpp: 2FA cookie token verification error for user: '${user}', error: Invalid cookie token.`;
      expect(logLines(server, 'error', logged(wrongCode))).toHaveLength(6);
    },
    patience,
  );
});
