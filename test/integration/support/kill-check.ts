import { ImapFlow } from 'imapflow';
import { expect } from 'vitest';
import { builtInAdministrator, type ListedDomain, type ListedUser } from './administer.ts';
import type { Ledger, Person } from './kill-ledger.ts';
import { smtpSignIn } from './line-client.ts';
import { logLines, stackLine } from './log-lines.ts';
import { demoPassword, freshAddress, rpcClient } from './rpc.ts';
import type { ServerRun } from './run-server.ts';
import { codeOf, stepNow } from './totp.ts';

const subjectsIn = async (server: ServerRun, user: string): Promise<Set<string>> => {
  const imap = new ImapFlow({
    ...server.ready.imaps,
    secure: true,
    tls: { ca: server.ca },
    auth: { user, pass: demoPassword },
    logger: false,
  });
  await imap.connect();
  const { exists } = await imap.mailboxOpen('INBOX');
  const subjects = new Set<string>();
  if (exists > 0) {
    for await (const { envelope } of imap.fetch('1:*', { envelope: true })) subjects.add(envelope?.subject ?? '');
  }
  await imap.logout();
  return subjects;
};

/** Lists hold everybody with what was counted, no less, and no more than may have been counted without an answer. */
const checkLists = async (server: ServerRun, ledger: Ledger, when: string): Promise<void> => {
  const admin = await builtInAdministrator(server);
  const users = (await admin.ok('Users.get', {}))['list'] as ListedUser[];
  const domains = (await admin.ok('Domains.get', {}))['list'] as ListedDomain[];
  const names = new Set(domains.map(({ name }) => name));
  expect(
    ledger.domains.filter((name) => !names.has(name)),
    when,
  ).toEqual([]);
  const byAddress = new Map(users.map((user) => [user.address, user]));
  for (const person of ledger.people.values()) {
    const listed = byAddress.get(person.address);
    expect(listed, `${when}: ${person.address} is gone`).toBeDefined();
    const failures = Number(listed?.['secondFactorFailures']);
    expect(failures, `${when}: ${person.address}`).toBeGreaterThanOrEqual(person.wrongCodes);
    expect(failures, `${when}: ${person.address}`).toBeLessThanOrEqual(person.wrongCodes + person.perhapsWrongCodes);
    if (person.enrolled === 'yes') expect(listed?.['isEnrolled'], `${when}: ${person.address}`).toBe(true);
    if (person.enrolled === 'no') expect(listed?.['isEnrolled'], `${when}: ${person.address}`).toBe(false);
    if (person.enrolled === 'asked') await checkAsked(server, person, listed?.['isEnrolled'] === true, when);
  }
};

/** A set-up without an answer is there whole, or not at all. */
const checkAsked = async (server: ServerRun, person: Person, enrolled: boolean, when: string): Promise<void> => {
  const client = rpcClient(server);
  const { state } = (await client.login(person.address, person.password)) as { state: string };
  expect([when, person.address, state]).toEqual([when, person.address, enrolled ? 'code' : 'setup']);
  if (enrolled) {
    const verified = await client.ok('TwoFactor.verify', { code: codeOf(person.secret, stepNow()), remember: false });
    expect(verified, when).toEqual({ recoveryCodesLeft: 10 });
    const { list } = (await client.ok('TwoFactor.getDevices')) as { list: unknown[] };
    expect(list, when).toHaveLength(1);
    person.enrolled = 'yes';
  } else {
    expect((await client.ok('TwoFactor.start'))['secret'], when).not.toBe(person.secret);
    person.enrolled = 'no';
  }
};

const checkFactor = async (server: ServerRun, person: Person, when: string): Promise<void> => {
  const remembered = rpcClient(server);
  remembered.cookies.set('TFA_CONNECT_WEBMAIL', person.deviceCookie);
  expect(await remembered.login(person.address, person.password), when).toMatchObject({ state: 'none' });
  const client = rpcClient(server);
  expect(await client.login(person.address, person.password), when).toMatchObject({ state: 'code' });
  const [usedCode] = person.usedCodes;
  // A third wrong code in a row would have to be waited out.
  if (usedCode !== undefined && person.wrongCodes + person.perhapsWrongCodes < 2) {
    const replay = await client.fails('TwoFactor.verify', { code: usedCode, remember: false });
    expect(replay.data.symbol, `${when}: a code was taken twice`).toBe('TFAAInvalidTokenError');
  }
  const [code, ...rest] = person.recoveryCodes;
  const verified = await client.ok('TwoFactor.verify', { code, remember: false });
  expect(verified, when).toEqual({ recoveryCodesLeft: rest.length });
  person.recoveryCodes = rest;
  person.wrongCodes = 0;
  person.perhapsWrongCodes = 0;
};

const checkAppPasswords = async (server: ServerRun, person: Person, when: string): Promise<void> => {
  for (const { secret, state } of person.appPasswords) {
    const answer = await smtpSignIn(server, person.address, secret, freshAddress());
    const text = `${when}: ${person.address}, ${state}: ${answer}`;
    if (state === 'there') expect(answer, text).toMatch(/^235/u);
    if (state === 'revoked') expect(answer, text).toContain('was revoked');
  }
};

/** Holds the server against everything it ever acknowledged; the last round's users are looked at from all sides. */
export const checkLedger = async (server: ServerRun, ledger: Ledger, when: string): Promise<void> => {
  await checkLists(server, ledger, when);
  const lookAt = async (person: Person) => {
    await checkAppPasswords(server, person, when);
    if (person.deviceCookie !== '') await checkFactor(server, person, when);
  };
  await Promise.all([...ledger.touched].map(lookAt));
  ledger.touched.clear();
  const subjects = await subjectsIn(server, 'inbox@outside.example');
  expect(
    ledger.subjects.filter((subject) => !subjects.has(subject)),
    `${when}: mail is lost`,
  ).toEqual([]);
  expect(logLines(server, 'error', stackLine), when).toEqual([]);
};
