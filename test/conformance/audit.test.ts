import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAppPassword, enrol } from '../integration/support/enrol.ts';
import { imapSignIn } from '../integration/support/line-client.ts';
import { allLogLines, logLines } from '../integration/support/log-lines.ts';
import { mailOf } from '../integration/support/mailbox.ts';
import { demoPassword, rpcClient } from '../integration/support/rpc.ts';
import { runDemoServer, type ServerRun } from '../integration/support/run-server.ts';

const ana = 'ana@enforced.example';
let run: ServerRun & { close: () => Promise<void> };
beforeAll(async () => {
  run = await runDemoServer();
});
afterAll(() => run.close());

it('has one line for each thing an account went through, and none of its secrets', async () => {
  const { client, authenticator, recoveryCodes } = await enrol(run, ana, { recoveryEmail: 'inbox@outside.example' });
  const phone = await createAppPassword(client, 'Phone', ['imap']);
  expect(await imapSignIn(run, ana, phone.secret)).toMatch(/^a OK/u);
  await client.ok('AppPasswords.set', { id: phone.id, name: 'Tablet' });
  await client.ok('AppPasswords.remove', { ids: [phone.id] });
  const desk = await createAppPassword(client, 'Desk', ['smtp']);
  await client.ok('AppPasswords.removeAll');
  const stepUp = await authenticator.next();
  await client.ok('TwoFactor.stepUp', { code: stepUp });
  const renewed = (await client.ok('TwoFactor.newRecoveryCodes'))['recoveryCodes'] as string[];
  await client.ok('TwoFactor.setRecoveryEmail', { recoveryEmail: 'ana.private@outside.example' });
  const { list } = (await client.ok('TwoFactor.getDevices')) as { list: { id: string }[] };
  await client.ok('TwoFactor.removeDevices', { ids: list.map(({ id }) => id) });
  const change = { currentPassword: demoPassword, newPassword: 'Second-pass-2', revokeAppPasswords: false };
  await client.ok('Session.setPassword', change);
  await client.ok('Session.logout');

  const other = rpcClient(run);
  await other.login(ana, 'Second-pass-2');
  const verify = await authenticator.next();
  await other.ok('TwoFactor.verify', { code: verify, remember: true });
  const third = rpcClient(run);
  await third.login(ana, 'Second-pass-2');
  await third.ok('TwoFactor.verify', { code: renewed[0], remember: false });
  await third.ok('TwoFactor.requestRecovery');
  const mailed = /Recovery code: (\d{6})/u.exec((await mailOf(run, 'ana.private@outside.example')).at(-1)?.text ?? '');
  await third.ok('TwoFactor.recover', { code: mailed?.[1] });

  const told = logLines(run, 'audit', ana).map((line) =>
    line.replace(/^\[\d\d\/\w{3}\/\d{4} [\d:]{8}\] /u, '').replace(/127\.\d+\.\d+\.\d+/u, 'ADDRESS'),
  );
  expect(told).toEqual([
    `HTTP/WebMail: User ${ana} authenticated from IP address ADDRESS, the 2FA set-up is due`,
    `Two-factor authentication was set up for user ${ana} from IP address ADDRESS`,
    `User ${ana} trusted the device 'Conformance' from IP address ADDRESS`,
    expect.stringMatching(/^User ana@enforced\.example created the app password 'Phone'.* from IP address ADDRESS$/u),
    `IMAP: User ${ana} authenticated from IP address ADDRESS`,
    `User ${ana} changed the app password 'Tablet' from IP address ADDRESS`,
    `User ${ana} revoked the app password 'Tablet' from IP address ADDRESS`,
    expect.stringMatching(/^User ana@enforced\.example created the app password 'Desk'.* from IP address ADDRESS$/u),
    `User ${ana} revoked all 1 app passwords from IP address ADDRESS`,
    `User ${ana} confirmed a session with a 2FA code from IP address ADDRESS`,
    `User ${ana} made new recovery codes from IP address ADDRESS`,
    `User ${ana} changed the recovery address from IP address ADDRESS`,
    `User ${ana} removed the trusted device 'Conformance' from IP address ADDRESS`,
    `User ${ana} changed the password from IP address ADDRESS`,
    `HTTP/WebMail: User ${ana} signed out from IP address ADDRESS`,
    `HTTP/WebMail: User ${ana} authenticated from IP address ADDRESS, a 2FA code is due`,
    `User ${ana} gave a 2FA code from IP address ADDRESS`,
    `User ${ana} trusted the device 'Conformance' from IP address ADDRESS`,
    `HTTP/WebMail: User ${ana} authenticated from IP address ADDRESS, a 2FA code is due`,
    `User ${ana} gave a recovery code (9 left) from IP address ADDRESS`,
    `A 2FA recovery code was mailed for user ${ana}, asked from IP address ADDRESS`,
    expect.stringMatching(/reset by a recovery code for user ana@enforced\.example/u),
  ]);

  const tokens = [client, other, third].flatMap(({ token, cookies }) => [token ?? '-', ...cookies.values()]);
  const typed = [demoPassword, 'Second-pass-2', authenticator.secret, ...recoveryCodes, ...renewed];
  for (const hidden of [...tokens, ...typed, phone.secret, desk.secret]) expect(allLogLines(run, hidden)).toEqual([]);
  // Times, ports and process numbers may hold any six digits.
  for (const code of [stepUp, verify, mailed?.[1] ?? '-']) expect(logLines(run, 'audit', code)).toEqual([]);
});
