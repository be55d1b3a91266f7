import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAppPassword, enrol } from '../integration/support/enrol.ts';
import { logLines } from '../integration/support/log-lines.ts';
import { mailOnceThere } from '../integration/support/mailbox.ts';
import { application, demoPassword, rpcClient } from '../integration/support/rpc.ts';
import { runDemoServer, type ServerRun } from '../integration/support/run-server.ts';

let run: ServerRun & { close: () => Promise<void> };
beforeAll(async () => {
  run = await runDemoServer();
});
afterAll(() => run.close());

const olga = 'olga@optional.example';
const sender = 'postmaster@optional.example';

it('tells the own mailbox of every change of the second factor, a new device and a new password', async () => {
  const { client, authenticator, recoveryCodes } = await enrol(run, olga);
  await client.ok('TwoFactor.setRecoveryEmail', { recoveryEmail: 'ben.private@outside.example' });
  const renewed = (await client.ok('TwoFactor.newRecoveryCodes'))['recoveryCodes'] as string[];

  const phone = rpcClient(run);
  const login = await phone.ok('Session.login', {
    userName: olga,
    password: demoPassword,
    application,
    deviceName: 'Olgas Händy 📱',
  });
  phone.token = String(login['token']);
  await phone.ok('TwoFactor.verify', { code: await authenticator.next(), remember: true });

  const stranger = rpcClient(run);
  await stranger.login(olga);
  await stranger.ok('TwoFactor.verify', { code: renewed[0], remember: false });
  await client.ok('Session.setPassword', {
    currentPassword: demoPassword,
    newPassword: 'Changed-pass-2',
    revokeAppPasswords: false,
  });
  await client.ok('TwoFactor.remove', { code: await authenticator.next() });

  const mails = await mailOnceThere(7, run, olga, 'Changed-pass-2', sender);
  expect(mails.map(({ subject }) => subject)).toEqual([
    'Two-factor authentication was set up',
    'Your recovery address was changed',
    'Your recovery codes were renewed',
    'A new device is trusted',
    'A recovery code was used to sign in',
    'Your password was changed',
    'Two-factor authentication was removed',
  ]);
  for (const { from, to, text, headers, date } of mails) {
    expect(from?.address).toBe(sender);
    expect(to?.map(({ address }) => address)).toEqual([olga]);
    expect(headers).toContainEqual(expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }));
    expect(Math.abs(Date.parse(date ?? '') - Date.now())).toBeLessThan(120_000);
    expect(text).toContain(`This concerns ${olga}.`);
    expect(text).toMatch(/^IP address: 127\./mu);
  }
  expect(mails[3]?.text).toContain('Device: Olgas Händy 📱');
  expect(mails[3]?.text).toMatch(/^Trusted until: \d{4}-/mu);
  const everything = mails.map(({ text }) => text).join('\n');
  const secrets = [...recoveryCodes, ...renewed, authenticator.secret, 'Changed-pass-2', 'ben.private@outside.example'];
  for (const secret of secrets) expect(everything).not.toContain(secret);
});

it('tells it of a recovery, and knows no mailbox of the built-in administrator', async () => {
  const user = 'ben@enforced.example';
  const first = await enrol(run, user, { recoveryEmail: 'ana.private@outside.example' });
  const lost = rpcClient(run);
  await lost.login(user);
  await lost.ok('TwoFactor.requestRecovery');
  const [mail] = await mailOnceThere(1, run, 'ana.private@outside.example');
  await lost.ok('TwoFactor.recover', { code: /Recovery code: (\d{6})/u.exec(mail?.text ?? '')?.[1] });
  expect((await first.client.fails('Session.whoAmI')).code).toBe(-32001);
  const again = await enrol(run, user, { before: first.authenticator });
  const { secret } = await createAppPassword(again.client, 'Phone', ['imap']);
  const mails = await mailOnceThere(3, run, user, secret, 'postmaster@enforced.example');
  expect(mails.map(({ subject }) => subject)).toEqual([
    'Two-factor authentication was set up',
    'Your two-factor set-up was reset',
    'Two-factor authentication was set up',
  ]);
  const admin = await enrol(run, 'admin', { component: 'admin' });
  await admin.client.ok('TwoFactor.newRecoveryCodes');
  expect(logLines(run, 'mail', 'Recipient: <admin')).toEqual([]);
  expect(logLines(run, 'error')).toEqual([]);
});
