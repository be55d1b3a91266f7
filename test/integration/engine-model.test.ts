import { setTimeout as sleep } from 'node:timers/promises';
import type { ImapFlow } from 'imapflow';
import { afterEach, expect, it } from 'vitest';
import { type SeededRandom, seededRandom } from '../../app/server/seed/random.ts';
import { type EngineProcess, startEngine } from './support/engine-process.ts';
import type { MailServer } from './support/mail-server.ts';
import { mailServers } from './support/mail-server-suite.ts';
import type { PlainDovecot } from './support/plain-dovecot.ts';
import { serversContents, storeFile } from './support/sync-account.ts';
import { startTcpProxy, type TcpProxy } from './support/tcp-proxy.ts';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

const others = ['Archive', 'Sent', 'Trash', 'Junk'] as const;
const flags = ['\\Seen', '\\Flagged', '\\Answered', 'work'] as const;
/** What is deleted where it is thrown away already is deleted for good. */
const isBin = (folder: string): boolean => /(?:Trash|Junk)$/u.test(folder);

type World = {
  readonly random: SeededRandom;
  readonly server: MailServer & Partial<Pick<PlainDovecot, 'changeUidValidity'>>;
  readonly proxy: TcpProxy;
  readonly engine: EngineProcess;
  readonly folders: readonly [string, ...string[]];
  other: ImapFlow;
  made: number;
  /** Every message there ever was by its subject, and whether somebody deleted it for good. */
  readonly messages: Map<string, { deleted: boolean }>;
};

const newMessage = (world: Pick<World, 'made' | 'messages'>, by: string): { subject: string; source: string } => {
  world.made += 1;
  const subject = `${by} ${world.made}`;
  world.messages.set(subject, { deleted: false });
  const source = [
    'From: Anna <anna@plain.example>',
    'To: Ben <ben@x.example>',
    `Subject: ${subject}`,
    `Message-ID: <${by}.${world.made}@plain.example>`,
    '',
    `Text of ${subject}`,
    '',
  ].join('\r\n');
  return { subject, source };
};

const somebodyDeleted = (world: World, subject: string): void => {
  const message = world.messages.get(subject);
  if (message !== undefined) message.deleted = true;
};

/** A message of some folder as another program sees it, with the folder open. */
const openSome = async ({
  random,
  other,
  folders,
}: World): Promise<{ uid: number; subject: string; from: string } | undefined> => {
  const from = random.pick(folders);
  const { exists } = await other.mailboxOpen(from);
  if (exists === 0) return undefined;
  const [message] = await other.fetchAll(String(random.integer(1, exists)), { uid: true, envelope: true });
  return message && { uid: message.uid, subject: message.envelope?.subject ?? '', from };
};

const ours = async (world: World, act: 'flag' | 'unflag' | 'move' | 'archive' | 'delete'): Promise<string> => {
  const { random, engine, folders } = world;
  const [flag, to] = [random.pick(flags), random.pick(folders)];
  const answer = await engine.ask({ kind: 'act', act, which: random.next(), flag, to });
  const { done, subject = '', folder = '' } = answer;
  if (done && act === 'delete' && isBin(folder)) somebodyDeleted(world, subject);
  return `we ${act} ${flag} ${to} "${subject}" of ${folder}: ${done}`;
};

const steps: Readonly<Record<string, { readonly weight: number; readonly run: (world: World) => Promise<string> }>> = {
  flag: { weight: 10, run: (world) => ours(world, 'flag') },
  unflag: { weight: 5, run: (world) => ours(world, 'unflag') },
  move: { weight: 8, run: (world) => ours(world, 'move') },
  archive: { weight: 3, run: (world) => ours(world, 'archive') },
  delete: { weight: 4, run: (world) => ours(world, 'delete') },
  append: {
    weight: 4,
    run: async (world) => {
      const { subject, source } = newMessage(world, 'ours');
      const to = world.random.pick(world.folders);
      const { done } = await world.engine.ask({ kind: 'append', to, source });
      if (!done) world.messages.delete(subject);
      return `we append "${subject}" to ${to}: ${done}`;
    },
  },
  otherAppends: {
    weight: 8,
    run: async (world) => {
      const { subject, source } = newMessage(world, 'theirs');
      await world.other.append('INBOX', source);
      return `the other appends "${subject}"`;
    },
  },
  otherFlags: {
    weight: 8,
    run: async (world) => {
      const message = await openSome(world);
      if (message === undefined) return 'the other finds nothing';
      const flag = world.random.pick(flags);
      if (world.random.chance(0.7)) await world.other.messageFlagsAdd(String(message.uid), [flag], { uid: true });
      else await world.other.messageFlagsRemove(String(message.uid), [flag], { uid: true });
      return `the other changes ${flag} of "${message.subject}" in ${message.from}`;
    },
  },
  otherMoves: {
    weight: 5,
    run: async (world) => {
      const message = await openSome(world);
      const to = world.random.pick(world.folders);
      if (message === undefined || message.from === to) return 'the other moves nothing';
      await world.other.messageMove(String(message.uid), to, { uid: true });
      return `the other moves "${message.subject}" from ${message.from} to ${to}`;
    },
  },
  otherDeletes: {
    weight: 3,
    run: async (world) => {
      const message = await openSome(world);
      if (message === undefined) return 'the other finds nothing';
      await world.other.messageDelete(String(message.uid), { uid: true });
      somebodyDeleted(world, message.subject);
      return `the other deletes "${message.subject}" in ${message.from}`;
    },
  },
  newUidValidity: {
    weight: 2,
    run: async (world) => {
      const folder = world.random.pick(world.folders);
      await world.other.mailboxClose().catch(() => false);
      if (world.server.changeUidValidity === undefined) return 'no UIDVALIDITY can be changed here';
      await world.server.changeUidValidity(folder);
      return `${folder} has a new UIDVALIDITY`;
    },
  },
  cut: {
    weight: 5,
    run: async ({ proxy }) => {
      proxy.cut();
      return 'all connections are cut';
    },
  },
  cutAmid: {
    weight: 3,
    run: async ({ proxy, random }) => {
      const bytes = random.integer(50, 5000);
      proxy.cutAfter(bytes);
      return `a connection is cut after ${bytes} bytes`;
    },
  },
  offline: {
    weight: 2,
    run: async ({ proxy }) => {
      proxy.refuse(true);
      proxy.cut();
      return 'offline';
    },
  },
  online: {
    weight: 4,
    run: async ({ proxy }) => {
      proxy.refuse(false);
      return 'online';
    },
  },
  crash: {
    weight: 4,
    run: async ({ engine }) => {
      await engine.crash();
      return 'the engine is killed';
    },
  },
  serverRestart: {
    weight: 1,
    run: async (world) => {
      await world.server.restart();
      world.other = await world.server.client();
      return 'the server is started again';
    },
  },
  pause: {
    weight: 10,
    run: async ({ random }) => {
      const milliseconds = random.integer(1, 300);
      await sleep(milliseconds);
      return `${milliseconds} ms pass`;
    },
  },
};

const lot = Object.values(steps).flatMap(({ weight, run }) => Array.from({ length: weight }, () => run));

const subjectsOf = (contents: Record<string, string[]>): Map<string, number> => {
  const count = new Map<string, number>();
  for (const line of Object.values(contents).flat()) {
    const [subject = line] = /(?:ours|theirs) \d+$/u.exec(line) ?? [];
    count.set(subject, (count.get(subject) ?? 0) + 1);
  }
  return count;
};

const { dovecot, cyrus, poor } = mailServers;

it.each([
  { on: dovecot, seed: 1 },
  { on: dovecot, seed: 2 },
  { on: cyrus, seed: 3 },
  { on: poor, seed: 4 },
])(
  'is equal to the server after changes on all sides, cuts and crashes ($on.name, seed $seed)',
  async ({ on, seed }) => {
    const server: World['server'] = await on.start();
    endings.push(server.stop);
    const proxy = await startTcpProxy(server.imaps);
    endings.push(proxy.stop);
    const random = seededRandom(seed);
    const other = await server.client();
    const folders = ['INBOX', ...others.map((name) => `${on.traits.prefix}${name}`)] as const;
    const there = (await other.list()).map(({ path }) => path);
    for (const folder of folders) if (!there.includes(folder)) await other.mailboxCreate(folder);
    const file = storeFile();
    endings.push(file.remove);
    const access = server.access();
    const setting = {
      path: file.path,
      key: Buffer.from(file.key).toString('base64'),
      access: { ...access, imap: { ...access.imap, host: proxy.host, port: proxy.port } },
      authority: server.ca,
    };
    // What was done, for whoever has to find out why.
    const story: string[] = [];
    const beginning = { random, server, proxy, folders, other, made: 0, messages: new Map() };
    for (const folder of folders) {
      for (let count = 0; count < 8; count += 1) await other.append(folder, newMessage(beginning, 'theirs').source);
    }
    const engine = startEngine(setting);
    endings.push(engine.end);
    const world: World = { ...beginning, engine };
    const contents = async () => (await engine.ask({ kind: 'state' })).contents;
    await expect.poll(contents, { timeout: 20_000, interval: 100 }).toEqual(await serversContents(other));

    for (let step = 0; step < 80; step += 1) {
      const run = lot[random.integer(0, lot.length - 1)];
      if (run !== undefined) story.push(await run(world));
    }

    proxy.cutAfter(Number.POSITIVE_INFINITY);
    proxy.refuse(false);
    await expect
      .poll(async () => (await engine.ask({ kind: 'state' })).waiting, { timeout: 30_000, interval: 100 })
      .toBe(0);
    const theirs = await serversContents(world.other);
    const told = story.join('\n');
    // Folders that nobody watches are looked at when the machine wakes up; hints soon after each other count as one.
    const afterLook = async () => {
      await engine.ask({ kind: 'wake' });
      return contents();
    };
    await expect.poll(afterLook, { timeout: 30_000, interval: 500, message: told }).toEqual(theirs);

    expect(story.filter((line) => /^we .*: true$/u.test(line)).length).toBeGreaterThan(15);
    const found = subjectsOf(theirs);
    const wrong = [...world.messages]
      .map(([subject, { deleted }]) => ({ subject, deleted, copies: found.get(subject) ?? 0 }))
      .filter(({ deleted, copies }) => copies > 1 || (copies === 0 && !deleted));
    expect(wrong, told).toEqual([]);
    expect([...found.keys()].filter((subject) => !world.messages.has(subject))).toEqual([]);
    expect(engine.complaints()).toBe('');
  },
  120_000,
);
