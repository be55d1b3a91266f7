import { parentPort, Worker, workerData } from 'node:worker_threads';
import { startMailboxWorker } from '../../app/mail/account/mailbox-worker.ts';
import { serveLink } from '../../app/mail/account/worker-link.ts';
import { openMailStore } from '../../app/store/sqlite/open-mail-store.ts';
import { failureOf } from '../../app/store/sqlite/store-failure.ts';
import { collectGarbage } from './collect-garbage.ts';
import { stepBack } from './step-back.ts';
import { faultOf } from './store-fault.ts';
import { storePlace } from './store-place.ts';
import { closeOrder, type FromWorker, workerOrder } from './worker-messages.ts';

/** The thread that writes: one account's synchronisation and commands, and the store's only writing connection. */
const port = parentPort;
if (port === null) throw new Error('This is a worker.');
const tell = (message: FromWorker): void => port.postMessage(message);
const reportBug = (where: string, error: unknown): void =>
  tell({ event: 'bug', where, name: error instanceof Error ? error.name : 'unknown' });

/** Megabytes: what was read lives only until it was handed over. */
const readingLimits = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 128 };

/** What the disk or the file did to a write ends the thread: nothing is fetched that cannot be kept. */
const giveUp = (error: unknown): void => {
  const failure = failureOf(error);
  if (failure === undefined) reportBug('mail worker', error);
  else tell({ event: 'broken', fault: faultOf(failure) });
  process.exit(1);
};
stepBack();
process.on('uncaughtException', giveUp);
process.on('unhandledRejection', giveUp);

const { access, trust, version, store: place } = workerOrder.parse(workerData);
const opened = openMailStore({ ...storePlace(place), role: 'writer' });
if (opened.ok) {
  tell({ event: 'ready' });
  const worker = startMailboxWorker({
    store: opened.value,
    access,
    trust,
    version,
    startReading: (data) =>
      new Worker(new URL('./reading-worker.js', import.meta.url), { workerData: data, resourceLimits: readingLimits }),
    events: {
      status: (status) => tell({ event: 'status', status }),
      progress: (progress) => tell({ event: 'progress', progress }),
      changed: (folders) => tell({ event: 'changed', folders: [...folders] }),
      waiting: (count) => tell({ event: 'waiting', count }),
      newMessages: (folder, rows) => tell({ event: 'arrived', folder, ids: rows.map(({ id }) => id) }),
      settled: (report) => tell({ event: 'settled', report }),
      settingChanged: (name) => tell({ event: 'setting', name }),
      outgoingChanged: (items) => tell({ event: 'outgoing', items }),
      draftsChanged: () => tell({ event: 'drafts' }),
      resting: () => {
        tell({ event: 'resting' });
        collectGarbage();
      },
      broke: (error) => (failureOf(error) === undefined ? reportBug('mail worker', error) : giveUp(error)),
    },
  });
  serveLink(port, worker.methods, reportBug);
  port.on('message', (message: unknown) => {
    if ((message as Partial<typeof closeOrder>).order !== closeOrder.order) return;
    void worker.close().then(() => {
      tell({ event: 'closed' });
      port.close();
    }, giveUp);
  });
} else {
  tell({ event: 'broken', fault: faultOf(opened.error) });
  port.close();
}
