import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { admin, builtInAdministrator, setTwoFactor, userNamed } from '../integration/support/administer.ts';
import { createAppPassword, enrol } from '../integration/support/enrol.ts';
import { imapSignIn, type LineClient, lineClient } from '../integration/support/line-client.ts';
import { demoPassword, freshAddress, rpcClient } from '../integration/support/rpc.ts';
import { runDemoServer, type ServerRun } from '../integration/support/run-server.ts';

const omar = 'omar@optional.example';
const timely = 5000;
let run: ServerRun & { close: () => Promise<void> };
let appPassword: string;
beforeAll(async () => {
  run = await runDemoServer();
  const { client } = await enrol(run, omar);
  ({ secret: appPassword } = await createAppPassword(client, 'Phone', ['imap', 'smtp']));
  // Both kinds of password open the mailbox of somebody whose domain gave the second factor up again.
  await setTwoFactor(await builtInAdministrator(run), 'optional.example', { isEnabled: false });
});
afterAll(() => run.close());

const plain = (password: string): string => Buffer.from(`\0${omar}\0${password}`).toString('base64');

const stayAt = {
  imap: async (password: string) => {
    const client = await lineClient(run, run.ready.imaps, { tls: true });
    await client.expect(/^\* OK[^\n]*\n/u);
    await client.say(`a AUTHENTICATE PLAIN ${plain(password)}`, /^a OK[^\n]*\n/mu);
    return client;
  },
  pop3: async (password: string) => {
    const client = await lineClient(run, run.ready.pop3s, { tls: true });
    await client.expect(/^\+OK[^\n]*\n/u);
    await client.say(`USER ${omar}`, /^\+OK[^\n]*\n/u);
    await client.say(`PASS ${password}`, /^\+OK[^\n]*\n/u);
    return client;
  },
  smtp: async (password: string) => {
    const client = await lineClient(run, run.ready.smtps, { tls: true });
    await client.expect(/^220[^\n]*\n/u);
    await client.say('EHLO test', /^250 [^\n]*\n/mu);
    await client.say(`AUTH PLAIN ${plain(password)}`, /^235[^\n]*\n/mu);
    return client;
  },
};

/** Connections of all three protocols by the account password, and two by the app password. */
const connectAll = async (password: string) => ({
  byAccountPassword: await Promise.all([stayAt.imap(password), stayAt.pop3(password), stayAt.smtp(password)]),
  imap: await stayAt.imap(appPassword),
  smtp: await stayAt.smtp(appPassword),
});

const endsWithin = (client: LineClient, milliseconds: number): Promise<boolean> =>
  Promise.race([client.closed.then(() => true), sleep(milliseconds, false)]);

const ownChange = async (from: string, to: string): Promise<void> => {
  const client = rpcClient(run);
  await client.login(omar, from);
  await client.ok('Session.setPassword', { currentPassword: from, newPassword: to, revokeAppPasswords: false });
};
const byAdministrator = async (_from: string, to: string): Promise<void> => {
  const administrator = await builtInAdministrator(run);
  const { id } = await userNamed(administrator, omar);
  const { errors } = await administrator.ok('Users.set', { userIds: [id], pattern: { password: to } });
  expect(errors).toEqual([]);
};
const atCommandLine = async (_from: string, to: string): Promise<void> => {
  expect((await admin(run.data, ['user', 'set-password', omar], `${to}\n`)).code).toBe(0);
};

it.each([
  ['by its owner', ownChange, demoPassword, 'Second-pass-2'],
  ['by an administrator', byAdministrator, 'Second-pass-2', 'Third-pass-3'],
  ['at the command line', atCommandLine, 'Third-pass-3', 'Fourth-pass-4'],
] as const)(
  'a new account password set %s ends what the old one opened, and nothing else',
  async (_who, set, from, to) => {
    const live = await connectAll(from);
    await set(from, to);
    const ended = await Promise.all(live.byAccountPassword.map((client) => endsWithin(client, timely)));
    expect(ended).toEqual([true, true, true]);
    expect(await imapSignIn(run, omar, from, freshAddress())).toMatch(/^a NO/u);
    const fresh = await stayAt.imap(to);
    // Longer than the server takes between two looks at all connections.
    await sleep(2500);
    await fresh.say('b NOOP', /^b OK/mu);
    await live.imap.say('b NOOP', /^b OK/mu);
    await live.smtp.say('NOOP', /^250/mu);
    for (const client of [fresh, live.imap, live.smtp]) client.end();
  },
);

it('that revokes the app passwords ends what those opened as well', async () => {
  const live = await connectAll('Fourth-pass-4');
  const client = rpcClient(run);
  await client.login(omar, 'Fourth-pass-4');
  const params = { currentPassword: 'Fourth-pass-4', newPassword: 'Fifth-pass-5', revokeAppPasswords: true };
  await client.ok('Session.setPassword', params);
  const all = [...live.byAccountPassword, live.imap, live.smtp];
  expect(await Promise.all(all.map((each) => endsWithin(each, timely)))).toEqual(all.map(() => true));
});
