import { join } from 'node:path';
import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron';
import type { MailEnginePort } from '../../app/auth/ports.ts';
import { enginePortChannel } from '../ipc/channel-names.ts';
import { fromEngine, type ToEngine } from './messages.ts';

export type MailEngine = MailEnginePort & {
  /** Connects a window with the engine, now and whenever the engine is started again. */
  readonly attach: (window: WebContents) => void;
  readonly stop: () => void;
};

/** Restarts within this time, in milliseconds, count as one crash loop. */
const crashWindow = 60_000;
const crashLimit = 3;

/**
 * Supervises the engine's process: starts it when mail is opened, gives it the credential, starts it again when it
 * dies and stops trying when it dies again and again.
 */
export const createMailEngine = (options: {
  readonly version: string;
  readonly refused: (reason: string) => void;
  readonly reportBug: (where: string, error: unknown) => void;
}): MailEngine => {
  let child: UtilityProcess | undefined;
  let window: WebContents | undefined;
  let opened: Extract<ToEngine, { type: 'open' }> | undefined;
  let crashes: number[] = [];

  const connectWindow = (): void => {
    if (child === undefined || window === undefined || window.isDestroyed()) return;
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
    if (fresh) connectWindow();
  };

  return {
    open: (access, trust) =>
      run({
        type: 'open',
        access,
        trust: { authorities: [...trust.authorities], pins: [...trust.pins] },
        version: options.version,
      }),
    close: () => {
      opened = undefined;
      child?.postMessage({ type: 'close' } satisfies ToEngine);
    },
    attach: (contents) => {
      window = contents;
      connectWindow();
    },
    stop: () => {
      opened = undefined;
      const running = child;
      child = undefined;
      running?.kill();
    },
  };
};
