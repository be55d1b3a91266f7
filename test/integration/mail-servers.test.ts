import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { lineClient } from './support/line-client.ts';
import type { MailServer } from './support/mail-server.ts';
import { eachMailServer } from './support/mail-server-suite.ts';

/** Other than `once`, also when an error comes first. */
const closing = (client: ImapFlow) => new Promise<void>((resolve) => client.once('close', () => resolve()));

const message = (subject: string) => `From: a@x.example\r\nSubject: ${subject}\r\n\r\nText of ${subject}.\r\n`;

/** Processes that name the folder on their command line or work for one that does. */
const processesOf = (folder: string): number[] => {
  const facts = readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .flatMap((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return state === 'Z' ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
      } catch {
        return [];
      }
    });
  const own = new Set(facts.filter(({ command }) => command.includes(folder)).map(({ pid }) => pid));
  for (const { pid, parent } of facts) if (own.has(parent)) own.add(pid);
  return [...own];
};

eachMailServer((_name, start, traits) => {
  let server: MailServer;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.stop());

  const raw = async () => {
    const client = await lineClient(server, server.imaps, { tls: true });
    await client.expect(/^\* OK[^\n]*\n/u);
    await client.say(`a LOGIN ${server.user} ${server.password}`, /^a OK[^\n]*\n/mu);
    return client;
  };

  it('says of itself what the tests believe of it', async () => {
    const client = await server.client();
    const offers = (name: string) => client.capabilities.has(name);
    expect({
      condstore: offers('CONDSTORE'),
      qresync: offers('QRESYNC'),
      move: offers('MOVE'),
      uidplus: offers('UIDPLUS'),
      specialUse: offers('SPECIAL-USE'),
      idle: offers('IDLE'),
      notify: offers('NOTIFY'),
    }).toEqual({ ...traits, prefix: undefined });
    const folders = await client.list();
    const sent = folders.find(({ specialUse }) => specialUse === '\\Sent');
    expect(sent?.path).toBe(traits.specialUse ? `${traits.prefix}Sent` : undefined);
    await client.logout();
  });

  it('lets the right password in alone, over STARTTLS too', async () => {
    const options = { ...server.imap, secure: false, doSTARTTLS: true, tls: { ca: server.ca }, logger: false } as const;
    const right = new ImapFlow({ ...options, auth: { user: server.user, pass: server.password } });
    await right.connect();
    expect(right.secureConnection).toBe(true);
    await right.logout();
    const wrong = new ImapFlow({ ...options, auth: { user: server.user, pass: 'something else' } });
    await expect(wrong.connect()).rejects.toMatchObject({ authenticationFailed: true });
  });

  it('keeps mail and flags of several users apart', async () => {
    await server.addUser('ben@second.example');
    const [anna, ben] = [await server.client(), await server.client('ben@second.example')];
    await anna.append('INBOX', message('first'), ['\\Seen', 'tested']);
    await anna.mailboxOpen('INBOX');
    const [fetched] = await anna.fetchAll('1', { flags: true, source: true });
    expect([...(fetched?.flags ?? [])].filter((flag) => flag !== '\\Recent').sort()).toEqual(['\\Seen', 'tested']);
    expect(fetched?.source?.toString()).toBe(message('first'));
    expect(await ben.status('INBOX', { messages: true })).toMatchObject({ messages: 0 });
    await anna.logout();
    await ben.logout();
  });

  it('tells an idling program of new mail at once', async () => {
    const other = await server.client();
    const watching = await raw();
    await watching.say('b SELECT INBOX', /^b OK[^\n]*\n/mu);
    await watching.say('c IDLE', /^\+[^\n]*\n/mu);
    const told = watching.expect(/^\* \d+ EXISTS/mu);
    await other.append('INBOX', message('while idling'));
    await told;
    watching.end();
    await other.logout();
  });

  const whereOffered = traits.qresync ? it : () => undefined;
  whereOffered('tells what changed and vanished since a mod-seq', async () => {
    const other = await server.client();
    for (const subject of ['stays', 'goes']) await other.append('INBOX', message(subject));
    const { uidNext, uidValidity, highestModseq } = await other.mailboxOpen('INBOX');
    const [stays, goes] = [uidNext - 2, uidNext - 1];
    await other.messageFlagsAdd(String(stays), ['\\Flagged'], { uid: true });
    await other.messageDelete(String(goes), { uid: true });
    const client = await raw();
    await client.say('b ENABLE QRESYNC', /^b OK[^\n]*\n/mu);
    const answer = await client.say(`c SELECT INBOX (QRESYNC (${uidValidity} ${highestModseq}))`, /^c OK[^\n]*\n/mu);
    expect(answer).toMatch(new RegExp(`^\\* VANISHED \\(EARLIER\\) ${goes}\\r$`, 'mu'));
    expect(answer.match(/^\* \d+ FETCH .*$/gmu)).toHaveLength(1);
    expect(answer).toMatch(
      new RegExp(`FETCH .*UID ${stays}\\b.*\\\\Flagged|FETCH .*\\\\Flagged.*UID ${stays}\\b`, 'u'),
    );
    client.end();
    await other.logout();
  });

  it('has its mail again after it was killed', async () => {
    const before = await server.client();
    const kept = await before.status('INBOX', { messages: true, uidValidity: true });
    const lost = closing(before);
    await server.kill();
    await lost;
    expect(processesOf(server.folder)).toEqual([]);
    await server.restart();
    const after = await server.client();
    expect(await after.status('INBOX', { messages: true, uidValidity: true })).toEqual(kept);
    await after.logout();
  });

  it('leaves nothing behind', async () => {
    const one = await start();
    const client = await one.client();
    expect(processesOf(one.folder).length).toBeGreaterThan(1);
    const closed = closing(client);
    await one.stop();
    await closed;
    expect(processesOf(one.folder)).toEqual([]);
    expect(existsSync(one.folder)).toBe(false);
  });
});

const starters = {
  'the plain Dovecot': ['plain-dovecot.ts', 'startPlainDovecot'],
  'the second server': ['second-server.ts', 'startSecondServer'],
} as const;

it.each(Object.entries(starters))('%s ends with the process that started it', async (_name, [file, starter]) => {
  const script = `import { ${starter} } from '${new URL(`./support/${file}`, import.meta.url).href}';
const server = await ${starter}();
await server.client();
console.log(server.folder);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [folder] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  expect(processesOf(folder).length).toBeGreaterThan(1);
  child.kill('SIGKILL');
  await once(child, 'exit');
  await vi.waitFor(() => expect(processesOf(folder)).toEqual([]), { timeout: 5000, interval: 50 });
  rmSync(folder, { recursive: true, force: true });
});
