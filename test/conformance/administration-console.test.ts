import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admin, builtInAdministrator } from '../integration/support/administer.ts';
import { createAppPassword, enrol } from '../integration/support/enrol.ts';
import { imapSignIn, lineClient } from '../integration/support/line-client.ts';
import { rpcClient } from '../integration/support/rpc.ts';
import { runServer, type ServerRun, temporaryData } from '../integration/support/run-server.ts';

const only = 'Only application passwords are allowed since 2FA is enabled';
const secret = 'Brand-new-pass-7';

const endsSoon = (imap: { closed: Promise<void> }): Promise<boolean> =>
  Promise.race([imap.closed.then(() => true), sleep(5000, false)]);

const stayAtImap = async (run: ServerRun, user: string, password: string) => {
  const imap = await lineClient(run, run.ready.imaps, { tls: true });
  await imap.expect(/^\* OK[^\n]*\n/u);
  await imap.say(`a LOGIN ${user} ${password}`, /^a OK/mu);
  return imap;
};

const subjectsIn = async (run: ServerRun, user: string, password: string, wanted: RegExp): Promise<string> => {
  const imap = await stayAtImap(run, user, password);
  for (let attempt = 0; ; attempt += 1) {
    await imap.say('b SELECT INBOX', /^b OK[^\n]*\n/mu);
    const all = await imap.say('c FETCH 1:* BODY.PEEK[HEADER.FIELDS (SUBJECT)]', /^c (?:OK|BAD|NO)[^\n]*\n/mu);
    if (wanted.test(all) || attempt === 20) {
      imap.end();
      return all;
    }
    await sleep(200);
  }
};

describe('beside a running server', () => {
  const data = temporaryData();
  let run: ServerRun;
  const ask = (args: string, input = '') => admin(data.path, args.split(' '), input);
  beforeAll(async () => {
    run = await runServer(data.path, ['--seed', 'demo']);
  });
  afterAll(async () => {
    await run.end();
    data.remove();
  });

  it('reads what the administration endpoint would answer', async () => {
    const client = await builtInAdministrator(run);
    const query = { start: 2, limit: 3, orderBy: [{ columnName: 'fullName', direction: 'Desc' }] };
    const listed = await ask('user list --start 2 --limit 3 --sort fullName:desc --json');
    expect(listed).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(listed.stdout)).toEqual(await client.ok('Users.get', { query }));
    const domains = await ask('domain list --json');
    expect(JSON.parse(domains.stdout)).toEqual(await client.ok('Domains.get', { query: { limit: 50 } }));
  });

  it('prints tables for people', async () => {
    const { code, stdout, stderr } = await ask('user list --domain enforced.example --where isEnabled=true --limit 2');
    expect(code).toBe(0);
    expect(stdout).toBe(
      [
        'USER                  NAME         ENABLED  ENROLLED  WRONG CODES  APP PASSWORDS  LAST SIGN-IN',
        'ana@enforced.example  Ana Moreira  yes      no        0            0',
        'ben@enforced.example  Ben Okafor   yes      no        0            0',
        '',
      ].join('\n'),
    );
    expect(stderr).toBe('1 to 2 of 4 users. --start 2 shows the next ones, --all shows all.\n');
    const domains = await ask('domain list --find session');
    expect(domains.stdout).toMatch(/^session\.example {2}enforced {4}each time +5 +1 +0$/mu);
  });

  it('makes users who can sign in at once, and gives them new passwords', async () => {
    expect(await ask('user create zoe@off.example --full-name Zoe', `${secret}\n`)).toEqual({
      code: 0,
      stdout: 'zoe@off.example: created\n',
      stderr: '',
    });
    const zoe = rpcClient(run);
    expect((await zoe.login('zoe@off.example', secret))['state']).toBe('none');
    expect((await ask('user set-password zoe@off.example', 'Another-pass-8\n')).code).toBe(0);
    expect((await zoe.fails('Session.whoAmI')).code).toBe(-32001);
    expect((await rpcClient(run).login('zoe@off.example', 'Another-pass-8'))['state']).toBe('none');
  });

  it('ends live mail connections with the right they rest on', async () => {
    const disabled = await stayAtImap(run, 'zoe@off.example', 'Another-pass-8');
    const other = await stayAtImap(run, 'otto@off.example', 'Demo-pass-1');
    expect((await ask('user disable zoe@off.example')).stdout).toBe('zoe@off.example: disabled\n');
    expect(await endsSoon(disabled)).toBe(true);
    expect(await imapSignIn(run, 'zoe@off.example', 'Another-pass-8')).toContain('This account is disabled');
    expect((await ask('user enable ZOE@off.example')).code).toBe(0);
    expect(await imapSignIn(run, 'zoe@off.example', 'Another-pass-8')).toMatch(/^a OK/u);
    expect((await ask('domain set off.example --two-factor enforced --expire-days 3')).code).toBe(0);
    expect(await endsSoon(other)).toBe(true);
    expect(await imapSignIn(run, 'otto@off.example', 'Demo-pass-1')).toContain(only);
    expect((await ask('domain list --find off')).stdout).toMatch(/^off\.example +enforced +3 +5 +2 +0$/mu);
    expect((await ask('domain set off.example --two-factor off')).code).toBe(0);
    expect(await imapSignIn(run, 'otto@off.example', 'Demo-pass-1')).toMatch(/^a OK/u);
  });

  it('resets a second factor, the built-in administrator included', async () => {
    const { client } = await enrol(run, 'ana@enforced.example');
    const phone = await createAppPassword(client, 'Phone', ['imap']);
    const imap = await stayAtImap(run, 'ana@enforced.example', phone.secret);
    const builtIn = await enrol(run, 'admin', { component: 'admin' });
    const reset = await ask('user reset-second-factor ana@enforced.example admin');
    expect(reset).toEqual({
      code: 0,
      stdout: 'ana@enforced.example: second factor reset\nadmin: second factor reset\n',
      stderr: '',
    });
    expect(await endsSoon(imap)).toBe(true);
    expect((await rpcClient(run).login('ana@enforced.example'))['state']).toBe('setup');
    expect((await builtIn.client.fails('Administration.get')).code).toBe(-32001);
    expect((await ask('user show admin')).stdout).toMatch(/^enrolled +no$/mu);
  });

  it('postpones forcing to a day', async () => {
    expect((await ask('domain set off.example --two-factor enforced --enforce-from 2099-12-31')).code).toBe(0);
    expect((await ask('domain list --find off')).stdout).toContain('enforced from 2099-12-31 00:00');
    expect((await ask('domain set off.example --two-factor off')).code).toBe(0);
  });

  it('shows the log of what it did, with nobody’s password', async () => {
    const found = await ask('log show audit --find zoe@off.example --lines 20');
    expect(found.stdout).toMatch(
      /^\[\d\d\/\w{3}\/\d{4} \d\d:\d\d:\d\d\] Console: Administrator command line \([\w.@-]+\) created user zoe@off\.example \(user\)$/mu,
    );
    expect(found.stdout).toContain('set a new password of user zoe@off.example');
    for (const line of found.stdout.trimEnd().split('\n')) expect(line).toContain('zoe@off.example');
    expect(JSON.parse((await ask('log show config --lines 1 --json')).stdout)).toMatchObject({
      list: [{ line: expect.any(Number), content: expect.stringContaining('domain') }],
    });
    const logs = readdirSync(run.ready.logs).map((name) => readFileSync(join(run.ready.logs, name), 'utf8'));
    expect(logs.join('\n')).not.toMatch(/Brand-new-pass|Another-pass/u);
  });

  it.each([
    ['user disable nobody@off.example', 1, 'nobody@off.example: There is no such user.'],
    ['user disable somebody', 1, 'Give the whole address'],
    ['domain set nowhere.example --two-factor off', 1, 'There is no domain nowhere.example.'],
    ['domain create off.example', 1, 'There is a domain of this name already.'],
    ['domain set off.example', 2, 'Please say what to change'],
    ['domain set off.example --two-factor perhaps', 2, '--two-factor takes off, optional or enforced.'],
    ['domain set off.example --two-factor off --expire-days 9999', 2, '--expire-days takes a whole number'],
    ['domain set off.example --enforce-from tomorrow', 2, '--enforce-from takes a day'],
    ['user list --where nonsense', 2, '--where takes FIELD=VALUE'],
    ['user list --where passwordHash=x', 1, 'Invalid params: query.conditions.0.fieldName.'],
    ['user list --sort passwordHash', 1, 'Invalid params: query.orderBy.0.columnName.'],
    ['user create q@off.example', 2, 'There was no password on standard input.'],
    ['user set-password otto@off.example Very-secret-1', 2, 'takes one ADDRESS'],
    ['user create q@off.example --password Very-secret-1', 2, "Unknown option '--password'"],
    ['log show nothing', 2, 'There is no such log.'],
    ['user set otto@off.example --role king', 2, '--role takes user or domainAdministrator.'],
    ['user remove-app-passwords admin', 1, 'The built-in administrator has none of this.'],
  ])('%s ends with %i and says why', async (args, code, sentence) => {
    const answer = await ask(args);
    expect(answer).toMatchObject({ code, stdout: '' });
    expect(answer.stderr).toContain(sentence);
    expect(answer.stderr).not.toContain('Very-secret-1');
    expect(answer.stderr).not.toMatch(/\bat .*:\d+:\d+/u);
  });

  it('does what can be done and reports the rest', async () => {
    const mixed = await ask('user disable zoe@off.example nobody@off.example --json');
    expect(mixed.code).toBe(1);
    expect(JSON.parse(mixed.stdout)).toEqual({
      changed: ['zoe@off.example'],
      errors: [{ name: 'nobody@off.example', code: 1002, message: 'There is no such user.' }],
    });
  });

  it('is open to the server’s own user alone', () => {
    const state = join(data.path, 'state');
    expect(statSync(state).mode & 0o777).toBe(0o700);
    expect(statSync(join(state, 'admin.sock')).mode & 0o777).toBe(0o600);
  });
});

describe('where no server runs', () => {
  const data = temporaryData();
  afterAll(data.remove);
  const ask = (args: string, input = '') => admin(data.path, args.split(' '), input);

  it('sets a fresh server up and works on its data before the next start', async () => {
    const first = await runServer(data.path);
    expect((await ask('user create admin', `${secret}\n`)).stdout).toBe('admin: created the built-in administrator\n');
    expect((await rpcClient(first, 'admin').login('admin', secret))['state']).toBe('none');
    await first.end();

    expect((await ask('domain create mine.example --two-factor optional --expire-days 5')).code).toBe(0);
    expect((await ask('user create mia@mine.example', `${secret}\n`)).code).toBe(0);
    expect((await ask('user create max@mine.example --role domainAdministrator', secret)).code).toBe(0);
    expect((await ask('user disable mia@mine.example')).code).toBe(0);
    expect((await ask('user enable mia@mine.example')).code).toBe(0);
    expect((await ask('user list')).stdout).toContain('mia@mine.example');
    expect((await ask('log show audit --find mia@mine.example')).stdout).toContain('enabled the account of user');

    const second = await runServer(data.path);
    expect((await rpcClient(second).login('mia@mine.example', secret))['policy']).toBe('optional');
    expect((await rpcClient(second, 'admin').login('max@mine.example', secret))['state']).toBe('none');
    const subjects = await subjectsIn(second, 'mia@mine.example', secret, /enabled again/u);
    expect(subjects).toContain('Your account was disabled');
    expect(subjects).toContain('Your account was enabled again');
    await second.end();
  });

  it('waits for a server that starts, and works after one that was killed', async () => {
    const starting = runServer(data.path);
    const early = await Promise.all([ask('domain list --json'), ask('user list --json')]);
    for (const { code, stdout } of early) {
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ totalItems: expect.any(Number) });
    }
    const run = await starting;
    await run.end('SIGKILL');
    expect(existsSync(join(data.path, 'state', 'admin.sock'))).toBe(true);
    expect((await ask('domain set mine.example --attempt-limit 9')).code).toBe(0);
    const again = await runServer(data.path);
    expect((await ask('domain list --json')).stdout).toContain('"attemptLimit":9');
    await again.end();
    expect(existsSync(join(data.path, 'state', 'admin.sock'))).toBe(false);
  });

  it('touches nothing that is no server’s data', async () => {
    const empty = join(data.path, 'empty');
    mkdirSync(empty);
    for (const [folder, sentence] of [
      [empty, 'There is no server data in'],
      [join(data.path, 'nowhere'), 'There is no folder'],
      [join(data.path, 'state', 'server.db'), 'is no folder'],
    ] as const) {
      const answer = await admin(folder, ['user', 'list']);
      expect(answer).toMatchObject({ code: 3, stdout: '' });
      expect(answer.stderr).toContain(sentence);
    }
    expect(readdirSync(empty)).toEqual([]);
    expect(existsSync(join(data.path, 'nowhere'))).toBe(false);
  });
});

describe('a data folder with a long path', () => {
  const data = temporaryData();
  afterAll(data.remove);

  it('is reached all the same', async () => {
    const long = join(data.path, 'a'.repeat(60), 'b'.repeat(60));
    mkdirSync(long, { recursive: true, mode: 0o711 });
    const run = await runServer(long, ['--seed', 'demo']);
    expect(existsSync(join(long, 'state', 'admin.sock'))).toBe(true);
    expect((await admin(long, ['user', 'disable', 'otto@off.example'])).code).toBe(0);
    expect(await imapSignIn(run, 'otto@off.example', 'Demo-pass-1')).toContain('This account is disabled');
    await run.end();
    expect(existsSync(join(long, 'state', 'admin.sock'))).toBe(false);
  });
});
