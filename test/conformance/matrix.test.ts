import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtInAdministrator } from '../integration/support/administer.ts';
import { type Door, doors, knockAt } from '../integration/support/doors.ts';
import { createAppPassword, enrol } from '../integration/support/enrol.ts';
import type { RpcClient } from '../integration/support/rpc.ts';
import { runServer, type ServerRun, temporaryData } from '../integration/support/run-server.ts';

const password = 'Correct-horse-7';
const policies = ['off', 'optional', 'enforced'] as const;
const credentials = [
  'account password',
  'wrong password',
  "somebody else's app password",
  'app password',
  'app password without the scope',
  'expired app password',
  'switched-off app password',
  'revoked app password',
] as const;

type Policy = (typeof policies)[number];
type Credential = (typeof credentials)[number];
type Cell = { policy: Policy; enrolled: boolean; credential: Credential; door: Door };

const cells: Cell[] = policies.flatMap((policy) =>
  [false, true].flatMap((enrolled) =>
    credentials.flatMap((credential) => doors.map((door) => ({ policy, enrolled, credential, door }))),
  ),
);

const only = 'Only application passwords are allowed since 2FA is enabled';
const protocols: Partial<Record<Door, string>> = {
  imaps: 'IMAP',
  imap: 'IMAP',
  pop3s: 'POP3',
  smtps: 'SMTP',
  smtp: 'SMTP',
};

/** The tables of sections 3, 5 and 6 of the contract. */
const expected = ({ policy, enrolled, credential, door }: Cell): string => {
  const protocol = protocols[door];
  if (credential === 'account password') {
    if (protocol !== undefined) return policy === 'off' || (policy === 'optional' && !enrolled) ? 'in' : only;
    if (policy === 'off') return 'in, owes none';
    if (enrolled) return 'in, owes code';
    return policy === 'enforced' ? 'in, owes setup' : 'in, owes none';
  }
  if (protocol === undefined || credential === 'wrong password' || credential === "somebody else's app password") {
    return 'wrong';
  }
  // Of somebody without a second factor only app passwords of an earlier one are left, which ended with it.
  if (!enrolled || credential === 'revoked app password') return 'This application password was revoked';
  if (credential === 'app password without the scope') return `This application password does not cover ${protocol}`;
  if (credential === 'expired app password') return 'This application password has expired';
  if (credential === 'switched-off app password') return 'This application password is switched off';
  return 'in';
};

const keyOf = ({ policy, enrolled, credential, door }: Cell): string =>
  `${policy}, ${enrolled ? 'enrolled' : 'not enrolled'}, ${credential}, ${door}`;

const settings = (policy: Policy) => ({
  isEnabled: policy !== 'off',
  isForced: policy === 'enforced',
  expireDays: 30,
  attemptLimit: 5,
});
const userOf = (policy: Policy, enrolled: boolean) => `${enrolled ? 'has' : 'had'}@${policy}.test`;

/** One secret of each kind; the credential that belongs to nobody here is made for another user. */
const makeSecrets = async (client: RpcClient): Promise<Partial<Record<Credential, string>>> => {
  const everywhere = ['imap', 'pop3', 'smtp'];
  const good = await createAppPassword(client, 'Good', everywhere);
  const other = await createAppPassword(client, 'Calendar', ['caldav', 'carddav']);
  const brief = await createAppPassword(client, 'Brief', everywhere, { expiresInDays: 1 });
  const paused = await createAppPassword(client, 'Paused', everywhere);
  await client.ok('AppPasswords.set', { id: paused.id, enabled: false });
  const gone = await createAppPassword(client, 'Gone', everywhere);
  await client.ok('AppPasswords.remove', { ids: [gone.id] });
  return {
    'app password': good.secret,
    'app password without the scope': other.secret,
    'expired app password': brief.secret,
    'switched-off app password': paused.secret,
    'revoked app password': gone.secret,
  };
};

const data = temporaryData();
let run: ServerRun | undefined;
const seen = new Map<string, string>();

const prepare = async (server: ServerRun): Promise<Map<string, Partial<Record<Credential, string>>>> => {
  const admin = await builtInAdministrator(server);
  const secrets = new Map<string, Partial<Record<Credential, string>>>();
  const ids = async (method: string, params: object) =>
    ((await admin.ok(method, params))['result'] as { id: string }[]).map(({ id }) => id);
  const domainIds = await ids('Domains.create', {
    domains: policies.map((policy) => ({ name: `${policy}.test`, twoFactor: settings('optional') })),
  });
  const wanted = domainIds.flatMap((domainId) =>
    ['has', 'had'].map((loginName) => ({
      domainId,
      loginName,
      fullName: 'Somebody Tested',
      password,
      role: 'domainAdministrator',
    })),
  );
  const userIds = await ids('Users.create', { users: wanted });
  const addresses = policies.flatMap((policy) => [userOf(policy, true), userOf(policy, false)]);
  const other = await makeSecrets((await enrol(server, 'ana@enforced.example')).client);
  for (const address of addresses) {
    const { client } = await enrol(server, address, { password });
    secrets.set(address, {
      ...(await makeSecrets(client)),
      "somebody else's app password": other['app password'] ?? '',
    });
  }
  await admin.ok('Users.resetTwoFactor', { ids: userIds.filter((_id, index) => index % 2 === 1) });
  for (const [index, policy] of policies.entries()) {
    await admin.ok('Domains.set', { domainIds: [domainIds[index]], pattern: { twoFactor: settings(policy) } });
  }
  return secrets;
};

const atOnce = 24;

beforeAll(async () => {
  run = await runServer(data.path, ['--seed', 'demo']);
  const secrets = await prepare(run);
  await run.end();
  // Two days on, what was to last a day has expired.
  const server = await runServer(data.path, ['--clock-offset', '172800']);
  run = server;
  const todo = [...cells];
  const work = async () => {
    for (let cell = todo.pop(); cell !== undefined; cell = todo.pop()) {
      const { policy, enrolled, credential, door } = cell;
      const user = userOf(policy, enrolled);
      const own = { 'account password': password, 'wrong password': 'Wrong-pass-9', ...secrets.get(user) };
      const answer = await knockAt(server, door, user, own[credential] ?? '').catch((fault: Error) => fault.message);
      seen.set(keyOf(cell), answer);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}, 120_000);
afterAll(async () => {
  await run?.end();
  data.remove();
});

describe('every policy, state, credential and door', () => {
  it.each(cells.map((cell) => [keyOf(cell), expected(cell)]))('%s: %s', (key, answer) => {
    expect(seen.get(key)).toBe(answer);
  });

  it('tells in the security log each time an account password came to a mail service too late', () => {
    const lines = run?.log('security').split('\n') ?? [];
    const refused = cells.filter((cell) => protocols[cell.door] !== undefined && expected(cell) === only);
    for (const { policy, enrolled, door } of refused) {
      const user = userOf(policy, enrolled);
      const count = lines.filter((line) => line.includes(`] ${protocols[door]}: ${only}. User ${user}.`)).length;
      const wanted = refused.filter(
        (other) => userOf(other.policy, other.enrolled) === user && protocols[other.door] === protocols[door],
      ).length;
      expect([user, door, count]).toEqual([user, door, wanted]);
    }
  });
});
