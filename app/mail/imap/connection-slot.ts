import type { ImapFlow } from 'imapflow';
import type { Failure } from '../../domain/failure.ts';
import { fail, type Result, succeed } from '../../domain/result.ts';
import type { ConnectionTiming } from './connection-timing.ts';

export const offline: Failure = { code: 'mailUnavailable', cause: 'offline' };
export const gone: Failure = { code: 'mailUnavailable', cause: 'gone' };

/** Whether a promise came true in time; what is left of it is nobody's business afterwards. */
export const inTime = async (work: Promise<unknown>, milliseconds: number): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  const done = work.then(
    () => true,
    () => false,
  );
  const result = await Promise.race([done, late]);
  clearTimeout(timer);
  return result;
};

/** NOOP breaks an IDLE and its answer proves the whole way there and back. */
export const isAlive = async (client: ImapFlow, within: number): Promise<boolean> =>
  (await inTime(client.noop(), within)) && client.usable;

/** One connection and the work that waits for it. */
export type Slot = {
  /** @param heard it was just heard from, so that it need not be asked whether it lives */
  readonly use: <Value>(
    rank: number,
    work: (client: ImapFlow) => Promise<Value>,
    signal?: AbortSignal,
    heard?: boolean,
  ) => Promise<Result<Value, Failure>>;
  readonly client: () => ImapFlow | undefined;
  /** Ends the connection if it does not answer; an unused one is left alone. */
  readonly check: () => Promise<void>;
  readonly drop: () => void;
  readonly idleFor: () => number;
};

export type SlotOptions = {
  readonly open: () => Promise<Result<ImapFlow, Failure>>;
  readonly timing: ConnectionTiming;
  readonly now: () => number;
  /** The queue ran empty and the connection is still there. */
  readonly idle: (client: ImapFlow) => Promise<void>;
};

type Piece = { readonly rank: number; readonly run: () => Promise<void> };

const isServersWord = (error: unknown): boolean => {
  const { responseStatus, mailboxMissing } = error as { responseStatus?: string; mailboxMissing?: boolean };
  return responseStatus === 'NO' || responseStatus === 'BAD' || mailboxMissing === true;
};

const isConnectionError = (error: unknown): boolean =>
  typeof (error as { cid?: unknown }).cid === 'string' || typeof (error as { _connId?: unknown })._connId === 'string';

/** A connection that is opened when there is work, does one piece at a time, and is replaced when it turns out dead. */
export const createSlot = ({ open, timing, now, idle }: SlotOptions): Slot => {
  const queue: Piece[] = [];
  let client: ImapFlow | undefined;
  let lastUsed = now();
  let running = false;
  let busy = false;

  const answers = (candidate: ImapFlow): Promise<boolean> => isAlive(candidate, timing.answerWithin);

  const ensure = async (heard: boolean): Promise<Result<ImapFlow, Failure>> => {
    const known = client;
    if (known?.usable === true) {
      if (heard || now() - lastUsed < timing.doubtAfter || (await answers(known))) return succeed(known);
      known.close();
    }
    const opened = await open();
    if (opened.ok) {
      client = opened.value;
      opened.value.on('close', () => {
        if (client === opened.value) client = undefined;
      });
    }
    return opened;
  };

  /** A command that hears nothing hangs until the system gives up on the socket, which may take a quarter of an hour. */
  const watchStall = (used: ImapFlow): NodeJS.Timeout => {
    let before = used.stats().received;
    const timer = setInterval(() => {
      const { received } = used.stats();
      if (received === before) used.close();
      before = received;
    }, timing.stalledAfter);
    timer.unref();
    return timer;
  };

  const perform = async <Value>(
    work: (client: ImapFlow) => Promise<Value>,
    signal: AbortSignal | undefined,
    heard: boolean,
  ): Promise<Result<Value, Failure>> => {
    if (signal?.aborted === true) return fail(gone);
    const ready = await ensure(heard);
    if (!ready.ok) return ready;
    const used = ready.value;
    const stall = watchStall(used);
    busy = true;
    try {
      const value = await work(used);
      // The library answers some commands with false when the connection is lost while they run.
      return value === false && !used.usable ? fail(offline) : succeed(value);
    } catch (error) {
      if (used.usable && isServersWord(error)) throw error;
      if (!used.usable || isConnectionError(error)) {
        used.close();
        return fail(offline);
      }
      throw error;
    } finally {
      busy = false;
      clearInterval(stall);
      lastUsed = now();
    }
  };

  const drain = async (): Promise<void> => {
    if (running) return;
    running = true;
    for (let piece = queue.shift(); piece !== undefined; piece = queue.shift()) {
      await piece.run();
      const resting = queue.length === 0 ? client : undefined;
      if (
        resting?.usable === true &&
        !(await inTime(
          idle(resting).catch(() => undefined),
          timing.answerWithin,
        ))
      ) {
        resting.close();
      }
    }
    running = false;
  };

  return {
    use: (rank, work, signal, heard = false) =>
      new Promise((resolve, reject) => {
        const run = () => perform(work, signal, heard).then(resolve, reject);
        const behind = queue.findIndex((piece) => piece.rank > rank);
        queue.splice(behind < 0 ? queue.length : behind, 0, { rank, run });
        void drain();
      }),
    client: () => (client?.usable === true ? client : undefined),
    check: async () => {
      const known = client;
      if (known?.usable !== true) return;
      if (busy) {
        const before = known.stats().received;
        await new Promise((resolve) => setTimeout(resolve, timing.answerWithin));
        if (busy && known.stats().received === before) known.close();
      } else if (!(await answers(known))) known.close();
    },
    drop: () => client?.close(),
    idleFor: () => (running ? 0 : now() - lastUsed),
  };
};
