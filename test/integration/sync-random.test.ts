import type { ImapFlow } from 'imapflow';
import { afterEach, expect, it } from 'vitest';
import { type PlainDovecotOptions, poorCapabilities, startPlainDovecot } from './support/plain-dovecot.ts';
import { appendMany, type OpenAccount, openAccount, serversContents, storeFile } from './support/sync-account.ts';
import { startTcpProxy } from './support/tcp-proxy.ts';

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** Numbers that come out the same again for the same seed (mulberry32). */
const randomFrom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** One thing another mail program does somewhere in the mailbox. */
const doSomething = async (client: ImapFlow, random: () => number, count: number): Promise<void> => {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const path = pick(['INBOX', 'INBOX', 'INBOX', 'Archive', 'Projects', 'Projects/Old']);
  const act = random();
  if (act < 0.25) {
    await client.append(path, `Subject: ${path} r${count}\r\n\r\nText\r\n`, random() < 0.5 ? ['\\Seen'] : []);
    return;
  }
  if (act < 0.29) {
    await client.mailboxClose();
    await client.mailboxDelete('Projects/Old');
    await client.mailboxCreate('Projects/Old');
    return;
  }
  if (act < 0.33) {
    await client.mailboxClose();
    await client.mailboxRename('Projects/Old', `Projects/Old ${count}`);
    await client.mailboxCreate('Projects/Old');
    return;
  }
  await client.mailboxOpen(path);
  const uids = (await client.search({ all: true }, { uid: true })) || [];
  if (uids.length === 0) return;
  const some = uids.filter(() => random() < 0.05).concat(pick(uids));
  const flag = pick(['\\Seen', '\\Flagged', '\\Answered', 'work', '$Forwarded']);
  if (act < 0.55) await client.messageFlagsAdd(some, [flag], { uid: true });
  else if (act < 0.75) await client.messageFlagsRemove(some, [flag], { uid: true });
  else if (act < 0.88) await client.messageDelete(some, { uid: true });
  else
    await client.messageMove(some, pick(['INBOX', 'Archive', 'Projects'].filter((to) => to !== path)), { uid: true });
};

const servers: readonly (readonly [name: string, options: PlainDovecotOptions, seed: number])[] = [
  ['QRESYNC', {}, 1],
  ['QRESYNC over Maildir', { storage: 'maildir', separator: '.' as const }, 2],
  ['CONDSTORE only', { without: ['QRESYNC'] }, 3],
  ['nothing but RFC 3501', { capabilities: poorCapabilities }, 4],
  ['room for two connections only', { connectionsPerUser: 3 }, 5],
];

it.each(servers)(
  'is equal to a server with %s after random changes by others and random cuts',
  async (_name, options, seed) => {
    const server = await startPlainDovecot({ ...options, separator: '/', storage: options.storage ?? 'mdbox' });
    ends.push(server.stop);
    const proxy = await startTcpProxy(server.imaps);
    ends.push(proxy.stop);
    const file = storeFile();
    ends.push(file.remove);
    await appendMany(server, 'INBOX', 900);
    const other = await server.client();
    await other.mailboxCreate('Projects');
    await other.mailboxCreate('Projects/Old');
    const random = randomFrom(seed);
    const open = (): OpenAccount => {
      const account = openAccount(server, file, {
        at: proxy,
        settings: { compareEvery: 500, pollEvery: 400, bodies: { kind: 'all' } },
      });
      account.sync.start();
      return account;
    };
    let account = open();
    ends.push(() => account.close());
    for (let round = 0; round < 60; round += 1) {
      await doSomething(other, random, round);
      const then = random();
      if (then < 0.15) proxy.cut();
      else if (then < 0.3) proxy.cutAfter(Math.floor(random() * 20_000));
      else if (then < 0.35) {
        await account.close();
        account = open();
      } else if (then < 0.5) await new Promise((resolve) => setTimeout(resolve, random() * 200));
      else if (then < 0.55) void account.sync.wake();
      else if (then < 0.6) {
        await account.sync.pause();
        account.sync.resume();
      }
    }
    proxy.cutAfter(Number.POSITIVE_INFINITY);
    const theirs = await serversContents(other);
    await expect.poll(() => account.contents(), { timeout: 30_000, interval: 200 }).toEqual(theirs);
    expect(account.heard.broke).toEqual([]);
    await expect
      .poll(() => account.store.folders().flatMap(({ id }) => account.store.withoutBody(id, 0, 10)), {
        timeout: 20_000,
      })
      .toEqual([]);
  },
  120_000,
);
