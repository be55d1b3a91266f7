import { onTestFinished } from 'vitest';
import type { Failure } from '../../../../app/domain/failure.ts';
import type { CommandReport } from '../../../../app/domain/mail-command.ts';
import { fail, succeed } from '../../../../app/domain/result.ts';
import type { Clock } from '../../../../app/mail/clock.ts';
import { type CommandQueue, createCommandQueue } from '../../../../app/mail/commands/command-queue.ts';
import type { Act } from '../../../../app/mail/commands/imap-server.ts';
import { createCommandsTable } from '../../../../app/store/sqlite/commands-table.ts';
import type { WritingStore } from '../../../../app/store/sqlite/open-mail-store.ts';
import { fetched, folderFacts, openWriter, syncState, temporaryStorePath } from '../../store/store-files.ts';
import { ConnectionLost, type ModelServer } from './model-server.ts';

/** A clock that stands still; what waits for it is called by hand. */
export const stillClock = () => {
  let now = 1_750_000_000_000;
  const waiting = new Set<{ readonly at: number; readonly work: () => void }>();
  const clock: Clock = {
    now: () => now,
    after: (milliseconds, work) => {
      const entry = { at: now + milliseconds, work };
      waiting.add(entry);
      return () => waiting.delete(entry);
    },
  };
  return {
    clock,
    /** The process that set the timers is gone. */
    forget: (): void => waiting.clear(),
    advance: (milliseconds: number): void => {
      now += milliseconds;
      for (const entry of [...waiting]) {
        if (entry.at > now || !waiting.delete(entry)) continue;
        entry.work();
      }
    },
  };
};

const offline: Failure = { code: 'mailUnavailable', cause: 'offline' };

/** Takes over into the store what the server has, as a synchronisation would. */
export const synchronise = (store: WritingStore, model: ModelServer): void => {
  const roles = { INBOX: 'inbox', Trash: 'bin', Archive: 'archive', Junk: 'junk', Sent: 'sent', Drafts: 'drafts' };
  const known = Object.entries(roles) as [string, (typeof roles)['INBOX']][];
  store.putFolders(
    [...model.folders.keys()].map((path) =>
      folderFacts(path, { role: (known.find(([name]) => name === path)?.[1] ?? 'none') as 'none' }),
    ),
  );
  for (const [path, folder] of model.folders) {
    const stored = store.folder(path);
    if (stored === undefined) continue;
    const uidValidity = String(folder.uidValidity);
    const sync = syncState({ uidValidity, uidNext: folder.uidNext, exists: folder.messages.length });
    if (stored.sync?.uidValidity !== uidValidity) store.reseed(stored.id, sync);
    const there = new Set(folder.messages.map(({ uid }) => uid));
    const gone = [...store.uids(stored.id)].filter((uid) => !there.has(uid));
    store.expunge(stored.id, gone, sync);
    const batch = folder.messages.map(({ uid, size, receivedAt, messageId, flags }) =>
      fetched(uid, { size, receivedAt, flags: [...flags], headers: { messageId } }),
    );
    store.putMessages(stored.id, batch, sync);
  }
};

/** A store, a queue and a model of a server; the connection between them can be cut, and the process can crash. */
export const createWorld = (model: ModelServer) => {
  const path = temporaryStorePath();
  const time = stillClock();
  const reports: CommandReport[] = [];
  let store = openWriter(path);
  let online = true;
  let ids = 0;
  let life = 0;

  const build = (): CommandQueue => {
    life += 1;
    const mine = life;
    const act: Act = async (work) => {
      await Promise.resolve();
      if (!online || mine !== life) return fail(offline);
      try {
        const value = await work(model.server);
        // A process that is gone learns nothing any more.
        return mine === life ? succeed(value) : fail(offline);
      } catch (error) {
        if (error instanceof ConnectionLost) return fail(offline);
        throw error;
      }
    };
    const table = createCommandsTable(store.database);
    return createCommandQueue({
      store,
      table,
      act,
      clock: time.clock,
      newId: () => `command-${++ids}`,
      events: { changed: () => undefined, settled: (report) => reports.push(report), waiting: () => undefined },
    });
  };
  let queue = build();
  onTestFinished(() => store.close());

  return {
    store: () => store,
    queue: () => queue,
    reports,
    time,
    online: (state: boolean): void => {
      online = state;
    },
    synchronise: () => synchronise(store, model),
    /** The process ends and starts again: only what is in the file is left. */
    crash: async (): Promise<void> => {
      await queue.close();
      store.close();
      store = openWriter(path);
      queue = build();
    },
    settle: async (): Promise<void> => {
      queue.wake();
      await queue.settled();
    },
    idOf: (folder: string, messageId: string): number => {
      const stored = store.folder(folder);
      const row = stored && store.listMessages(stored.id, 1000).find((each) => each.messageId === messageId);
      if (row === undefined) throw new Error(`${messageId} is not shown in ${folder}`);
      return row.id;
    },
    shown: (folder: string): string[] => {
      const stored = store.folder(folder);
      return stored === undefined
        ? []
        : store
            .listMessages(stored.id, 1000)
            .map(({ messageId, flags }) => [messageId, ...[...flags].sort()].join(' '))
            .sort();
    },
  };
};
export type World = ReturnType<typeof createWorld>;
