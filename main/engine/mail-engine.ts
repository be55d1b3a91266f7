import { join } from 'node:path';
import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron';
import type { MailEnginePort } from '../../app/auth/ports.ts';
import { enginePortChannel } from '../ipc/channel-names.ts';
import type { StorePlaces } from '../platform/store-places.ts';
import { fromEngine, type ToEngine } from './messages.ts';

export type MailEngine = MailEnginePort & {
  /** Connects a window with the engine, now and whenever the engine is started again; once more after a reload. */
  readonly attach: (window: WebContents) => void;
  /** Whether native database, threads and disk work together here. */
  readonly check: () => Promise<boolean>;
  /** The machine woke up. */
  readonly wake: () => void;
  /** Lets the engine write what is under way, and ends it. */
  readonly stop: () => Promise<void>;
};

/** Restarts within this time, in milliseconds, count as one crash loop. */
const crashWindow = 60_000;
const crashLimit = 3;

/** Longest that the engine is waited for when it closes, in milliseconds: it survives being killed as well. */
const closingTime = 2_000;

/**
 * Supervises the engine's process: starts it when mail is opened, gives it the credential, starts it again when it
 * dies and stops trying when it dies again and again.
 */
export const createMailEngine = (options: {
  readonly version: string;
  readonly places: StorePlaces;
  readonly refused: (reason: string) => void;
  readonly reportBug: (where: string, error: unknown) => void;
}): MailEngine => {
  let child: UtilityProcess | undefined;
  const windows = new Set<WebContents>();
  let opened: Extract<ToEngine, { type: 'open' }> | undefined;
  let crashes: number[] = [];
  let closed: (() => void) | undefined;
  let checked: ((ok: boolean) => void) | undefined;

  const connect = (window: WebContents): void => {
    if (child === undefined || window.isDestroyed()) return;
    const { port1, port2 } = new MessageChannelMain();
    child.postMessage({ type: 'attach' } satisfies ToEngine, [port1]);
    window.postMessage(enginePortChannel, null, [port2]);
  };

  const start = (): UtilityProcess => {
    const next = utilityProcess.fork(join(import.meta.dirname, 'engine.js'), [], {
      serviceName: 'Latchkey Mail engine',
      stdio: 'inherit',
    });
    next.on('message', (data) => {
      const message = fromEngine.safeParse(data);
      if (!message.success) return;
      if (message.data.type === 'refused') options.refused(message.data.reason);
      else if (message.data.type === 'closed') closed?.();
      else if (message.data.type === 'checked') checked?.(message.data.ok);
      else options.reportBug(message.data.where, message.data.name);
    });
    next.once('exit', () => {
      if (child !== next) return;
      child = undefined;
      const now = Date.now();
      crashes = [...crashes.filter((time) => now - time < crashWindow), now];
      options.reportBug('engine', `ended, ${crashes.length} times within a minute`);
      if (opened !== undefined && crashes.length <= crashLimit) run(opened);
    });
    return next;
  };

  const run = (message: Extract<ToEngine, { type: 'open' }>): void => {
    opened = message;
    const fresh = child === undefined;
    child ??= start();
    child.postMessage(message);
    if (fresh) for (const window of windows) connect(window);
  };

  const close = async (): Promise<void> => {
    opened = undefined;
    const running = child;
    if (running === undefined) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, closingTime);
      closed = () => {
        clearTimeout(timer);
        resolve();
      };
      running.once('exit', closed);
      running.postMessage({ type: 'close' } satisfies ToEngine);
    });
    closed = undefined;
  };

  return {
    open: (access, trust, store) =>
      run({
        type: 'open',
        access,
        trust: { authorities: [...trust.authorities], pins: [...trust.pins] },
        version: options.version,
        store: { folder: options.places.of(store.account, store.lasting), key: store.key },
      }),
    close: () => void close(),
    forget: async (account) => {
      await close();
      await options.places.remove(account);
    },
    attach: (contents) => {
      if (!windows.has(contents)) {
        windows.add(contents);
        contents.once('destroyed', () => windows.delete(contents));
      }
      connect(contents);
    },
    check: () =>
      new Promise((resolve) => {
        checked = resolve;
        child ??= start();
        child.once('exit', () => resolve(false));
        child.postMessage({ type: 'check', folder: options.places.of('check', false) } satisfies ToEngine);
      }),
    wake: () => child?.postMessage({ type: 'wake' } satisfies ToEngine),
    stop: async () => {
      await close();
      const running = child;
      child = undefined;
      running?.kill();
      options.places.removeTemporary();
    },
  };
};
