import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { Command, CommandReport } from '../../../app/domain/mail-command.ts';
import { systemClock } from '../../../app/mail/clock.ts';
import { createCommandQueue } from '../../../app/mail/commands/command-queue.ts';
import { actThrough } from '../../../app/mail/commands/imap-server.ts';
import { createBulkThread } from '../../../app/mail/imap/bulk/bulk-in-thread.ts';
import { bulkOverPool } from '../../../app/mail/imap/bulk-over-pool.ts';
import { createConnections } from '../../../app/mail/imap/connections-pool.ts';
import { remoteAccount } from '../../../app/mail/imap/remote-account.ts';
import { toBody } from '../../../app/mail/mime/to-body.ts';
import { createAccountSync, usualSettings } from '../../../app/mail/sync/account-sync.ts';
import { createCommandsTable } from '../../../app/store/sqlite/commands-table.ts';
import { openMailStore } from '../../../app/store/sqlite/open-mail-store.ts';
import type { EngineAnswer, EngineRequest, EngineSetting } from './engine-process.ts';
import { startReading } from './reading-thread.ts';
import { quickTiming } from './sync-account.ts';

/**
 * Store, synchronisation and commands of one account in a process of their own, which can be killed at any moment.
 * Speaks one line of JSON for each it is told.
 */
const setting = JSON.parse(process.argv[2] ?? '') as EngineSetting;
const { path, access, authority } = setting;
const opened = openMailStore({ path, key: Buffer.from(setting.key, 'base64'), role: 'writer' });
if (!opened.ok) throw new Error(`the store is ${opened.error.kind}`);
const store = opened.value;
const trust = { authorities: [authority], pins: [] };
const pool = createConnections({ access, trust, version: '1.0.0', timing: quickTiming });
const remote = remoteAccount(pool, quickTiming);
const reading = createBulkThread(() => startReading({ access, trust }));
const refused: CommandReport[] = [];
let status = 'starting';

const queue = createCommandQueue({
  store,
  table: createCommandsTable(store.database),
  act: actThrough(pool),
  clock: systemClock,
  events: {
    changed: () => undefined,
    settled: (report) => {
      if (report.outcome === 'refused') refused.push(report);
    },
    waiting: () => undefined,
  },
  newId: randomUUID,
});
const sync = createAccountSync({
  store: { ...store, putFolders: queue.putFolders },
  remote,
  bulk: bulkOverPool(pool, access, trust, remote, reading),
  toBody: async (source, complete) => toBody(source, complete),
  // Without mod-seqs the flags are compared at every look: the tests do not wait for the half hour to pass.
  settings: { ...usualSettings, compareEvery: 0 },
  events: {
    changed: () => undefined,
    newMessages: () => undefined,
    progress: () => undefined,
    status: ({ state }) => {
      status = state;
      if (state === 'online') queue.wake();
    },
    reset: () => queue.showAgain(),
    broke: (error) => {
      throw error;
    },
  },
});
sync.start();

const shown = () =>
  store
    .folders()
    .filter(({ selectable }) => selectable)
    .flatMap(({ id, path: folder }) => store.listMessages(id, 100_000).map((row) => ({ folder, row })));

const act = (request: Extract<EngineRequest, { kind: 'act' }>): EngineAnswer => {
  const rows = shown();
  const chosen = rows[Math.floor(request.which * rows.length)];
  if (chosen === undefined) return { done: false };
  const ids = [chosen.row.id];
  const commands: Record<typeof request.act, Command> = {
    flag: { kind: 'flag', ids, add: [request.flag], remove: [] },
    unflag: { kind: 'flag', ids, add: [], remove: [request.flag] },
    move: { kind: 'move', ids, to: request.to },
    archive: { kind: 'archive', ids },
    delete: { kind: 'delete', ids },
  };
  const result = queue.do(commands[request.act]);
  return { done: result.ok, subject: chosen.row.subject, folder: chosen.folder };
};

const contents = (): Record<string, string[]> => {
  const all: Record<string, { uid: number; text: string }[]> = {};
  for (const { selectable, path: folder } of store.folders()) if (selectable) all[folder] = [];
  for (const { folder, row } of shown()) {
    all[folder]?.push({ uid: row.uid, text: `${row.uid} ${[...row.flags].sort().join(' ')} ${row.subject}` });
  }
  return Object.fromEntries(
    Object.entries(all).map(([folder, rows]) => [folder, rows.sort((a, b) => a.uid - b.uid).map(({ text }) => text)]),
  );
};

const answer = async (request: EngineRequest): Promise<EngineAnswer> => {
  switch (request.kind) {
    case 'act':
      return act(request);
    case 'append': {
      const source = Buffer.from(request.source);
      return { done: queue.do({ kind: 'append', to: request.to, source, flags: ['\\Seen'] }).ok };
    }
    case 'state':
      return { done: true, contents: contents(), waiting: queue.waiting().length, status, refused };
    case 'wake':
      await sync.wake();
      queue.wake();
      return { done: true };
  }
};

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line) as EngineRequest))}\n`);
}
