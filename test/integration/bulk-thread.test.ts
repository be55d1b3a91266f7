import type { Worker } from 'node:worker_threads';
import { expect, it, onTestFinished } from 'vitest';
import type { BulkRequest, PackedEvent } from '../../app/mail/imap/bulk/bulk-event.ts';
import { createBulkThread } from '../../app/mail/imap/bulk/bulk-in-thread.ts';
import { packMessages } from '../../app/store/sqlite/pack-messages.ts';
import { collect, messages, request, start } from './bulk/scripted.ts';
import type { HostileImap } from './support/hostile-imap.ts';
import { fill, type HostileFolder } from './support/hostile-mail.ts';
import { ignore } from './support/hostile-steps.ts';
import { startReading } from './support/reading-thread.ts';

/** A thread that reads from the server, and every worker that was started for it. */
const readingFrom = ({ access, ca }: HostileImap) => {
  const workers: Worker[] = [];
  const thread = createBulkThread(() => {
    const worker = startReading({ access: access(), trust: { authorities: [ca], pins: [] } });
    workers.push(worker);
    return worker;
  });
  onTestFinished(thread.close);
  const read = async (
    changes: Partial<BulkRequest> = {},
    each: (event: PackedEvent) => unknown = () => undefined,
  ): Promise<PackedEvent[]> => {
    const events: PackedEvent[] = [];
    for await (const event of thread.fetch({ ...request, ...changes })) {
      events.push(event);
      await each(event);
    }
    return events;
  };
  return { thread, workers, read };
};

const kindsOf = (events: readonly PackedEvent[]): string[] => events.map(({ kind }) => kind);
const uidsOf = (events: readonly PackedEvent[]): number[] =>
  events.flatMap((event) => (event.kind === 'packed' ? [...event.messages.uids] : []));

const withFolder = (server: HostileImap, path: string): HostileFolder => {
  const folder: HostileFolder = { ...structuredClone(server.inbox), messages: [] };
  fill(folder, messages);
  server.folders.set(path, folder);
  return folder;
};

it('tells what is told without it, packed', async () => {
  const server = await start({});
  const plain = await collect(server);
  expect(await readingFrom(server).read()).toEqual(
    plain.map((event) =>
      event.kind === 'batch' ? { kind: 'packed', messages: packMessages(event.messages), downTo: event.downTo } : event,
    ),
  );
});

it('reads folder after folder over one connection, each after the one before', async () => {
  const server = await start({});
  withFolder(server, 'Other');
  const { read, workers } = readingFrom(server);
  const order: string[] = [];
  const both = await Promise.all(
    ['INBOX', 'Other'].map((folder) => read({ folder }, ({ kind }) => kind === 'packed' && order.push(folder))),
  );
  for (const events of both) {
    expect(kindsOf(events)).toEqual(['opened', 'packed', 'packed', 'packed', 'packed', 'done']);
    expect(uidsOf(events)).toHaveLength(messages);
  }
  expect(order.indexOf('Other')).toBeGreaterThan(0);
  expect(kindsOf(await read())).toContain('done');
  expect(server.count).toMatchObject({ connections: 1, logins: 1 });
  const names = server.said.map(({ name }) => name).filter((name) => name === 'EXAMINE' || name === 'CLOSE');
  expect(names.slice(0, 5)).toEqual(['EXAMINE', 'CLOSE', 'EXAMINE', 'CLOSE', 'EXAMINE']);
  expect(workers).toHaveLength(1);
});

it('signs in again when the connection was lost between two folders', async () => {
  const server = await start({});
  const { read } = readingFrom(server);
  expect(kindsOf(await read()).at(-1)).toBe('done');
  await expect.poll(() => server.said.at(-1)?.name).toBe('CLOSE');
  for (const connection of server.open()) connection.drop();
  expect(kindsOf(await read()).at(-1)).toBe('done');
  expect(server.count.logins).toBe(2);
});

it('leaves the rest to others when the thread ends, and starts it again for the next folder', async () => {
  const server = await start({});
  const { read, workers } = readingFrom(server);
  const broken = await read({}, ({ kind }) => kind === 'packed' && workers[0]?.terminate());
  expect(broken.at(-1)).toEqual({ kind: 'notUnderstood', detail: 'threadEnded' });
  expect(uidsOf(broken).length).toBeLessThan(messages);
  expect(uidsOf(await read())).toHaveLength(messages);
  expect(workers).toHaveLength(2);
});

it('can be broken off while it reads, and while it waits for its turn', async () => {
  const server = await start({ script: { 'UID FETCH': ignore } });
  withFolder(server, 'Other');
  const { read } = readingFrom(server);
  const [one, other] = [new AbortController(), new AbortController()];
  const first = read({ signal: one.signal }, ({ kind }) => kind === 'opened' && other.abort());
  const second = read({ folder: 'Other', signal: other.signal });
  expect(kindsOf(await second)).toEqual(['aborted']);
  one.abort();
  expect(kindsOf(await first)).toEqual(['opened', 'aborted']);
  server.follow({});
  expect(uidsOf(await read({ folder: 'Other' }))).toHaveLength(messages);
});

it('sends no more than is taken', async () => {
  const server = await start({});
  const { read } = readingFrom(server);
  let asked = 0;
  const events = await read({ batch: 1, firstBatch: 1 }, async ({ kind }) => {
    if (kind !== 'packed' || asked > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
    asked = server.said.filter(({ name }) => name === 'UID FETCH').length;
  });
  expect(asked).toBeLessThan(messages / 2);
  expect(uidsOf(events)).toHaveLength(messages);
});
