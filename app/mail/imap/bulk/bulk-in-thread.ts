import type { Worker } from 'node:worker_threads';
import type { BulkOutcome, BulkRequest, PackedEvent } from './bulk-event.ts';
import type { FromBulkThread, ToBulkThread } from './bulk-thread.ts';
import { createEventQueue } from './event-queue.ts';

export type BulkThread = {
  /** Starts the thread, because it will be needed soon. */
  readonly prepare: () => void;
  /** As `bulkFetch`, read in the thread. A thread that ends answers what it was reading with `notUnderstood`. */
  readonly fetch: (request: BulkRequest) => AsyncGenerator<PackedEvent, void, undefined>;
  readonly close: () => Promise<void>;
};

/** The thread is ended when nothing was asked of it for so long, in milliseconds. */
const idleFor = 10_000;

type Reader = { readonly worker: Worker; readonly listeners: Map<number, (event: PackedEvent) => void> };

const ended: BulkOutcome = { kind: 'notUnderstood', detail: 'threadEnded' };

const isLast = ({ kind }: PackedEvent): boolean => kind !== 'opened' && kind !== 'packed' && kind !== 'changes';

/** @param start starts a thread that `serveBulkThread` serves; it is started when it is first needed, and again */
export const createBulkThread = (start: () => Worker): BulkThread => {
  let running: Reader | undefined;
  let lastId = 0;
  let rest: NodeJS.Timeout | undefined;

  const end = async (): Promise<void> => {
    clearTimeout(rest);
    const current = running;
    running = undefined;
    await current?.worker.terminate();
  };

  const restSoon = (): void => {
    clearTimeout(rest);
    rest = setTimeout(() => void end(), idleFor);
    rest.unref();
  };

  const reader = (): Reader => {
    if (running !== undefined) return running;
    const worker = start();
    const made: Reader = { worker, listeners: new Map() };
    worker.on('message', ({ id, event }: FromBulkThread) => made.listeners.get(id)?.(event));
    // Said once more by its end, which is what counts.
    worker.on('error', () => undefined);
    worker.once('exit', () => {
      if (running === made) running = undefined;
      for (const tell of [...made.listeners.values()]) tell(ended);
    });
    running = made;
    return made;
  };

  async function* fetch({ signal, ...request }: BulkRequest): AsyncGenerator<PackedEvent, void, undefined> {
    if (signal?.aborted === true) {
      yield { kind: 'aborted' };
      return;
    }
    clearTimeout(rest);
    const { worker, listeners } = reader();
    lastId += 1;
    const id = lastId;
    // Never longer than what the thread may send unasked.
    const queue = createEventQueue<PackedEvent>(1);
    const tell = (message: ToBulkThread): void => worker.postMessage(message);
    const abort = (): void => tell({ order: 'abort', id });
    listeners.set(id, queue.push);
    signal?.addEventListener('abort', abort);
    let isOver = false;
    try {
      tell({ order: 'fetch', id, request });
      while (!isOver) {
        const event = await queue.next();
        isOver = isLast(event);
        yield event;
        if (event.kind === 'packed') tell({ order: 'taken', id });
      }
    } finally {
      signal?.removeEventListener('abort', abort);
      if (!isOver) abort();
      listeners.delete(id);
      if (listeners.size === 0) restSoon();
    }
  }

  return {
    prepare: () => {
      if (running !== undefined) return;
      reader();
      restSoon();
    },
    fetch,
    close: end,
  };
};
