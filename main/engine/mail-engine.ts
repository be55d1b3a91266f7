import { join } from 'node:path';
import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron';
import type { MailEnginePort } from '../../app/auth/ports.ts';
import type { NewMail } from '../../app/domain/new-mail.ts';
import { enginePortChannel } from '../ipc/channel-names.ts';
import type { StorePlaces } from '../platform/store-places.ts';
import { createEngineQuestions, type EngineQuestions } from './engine-questions.ts';
import { type FromEngine, fromEngine, type KeptFiles, type ToEngine } from './messages.ts';

export type MailEngine = {
  /** The engine as one account's sign-in sees it. */
  readonly of: (account: string) => MailEnginePort;
  /** Connects a window with the engine, now and whenever the engine is started again; once more after a reload. */
  readonly attach: (window: WebContents) => void;
  /** Whether native database, threads and disk work together here. */
  readonly check: () => Promise<boolean>;
  /** Bytes of messages and attachments, for main itself. */
  readonly ask: EngineQuestions['ask'];
  /** Has files a person chose kept for a draft of an account; undefined when its mail is not open. */
  readonly keepFiles: (
    account: string | undefined,
    draft: string,
    paths: readonly string[],
  ) => Promise<KeptFiles | undefined>;
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
/** Longest that files are waited for, in milliseconds: they may lie on a slow disk. */
const keepingTime = 120_000;

/**
 * Supervises the engine's process: starts it when mail is opened, gives it the accounts' credentials, starts it again
 * when it dies and stops trying when it dies again and again.
 */
export const createMailEngine = (options: {
  readonly version: string;
  readonly places: StorePlaces;
  readonly refused: (account: string, reason: string) => void;
  readonly newMail: (news: NewMail) => void;
  readonly reportBug: (where: string, error: unknown) => void;
}): MailEngine => {
  let child: UtilityProcess | undefined;
  const windows = new Set<WebContents>();
  /** What the engine is given again when it had to be started anew. */
  const opened = new Map<string, Extract<ToEngine, { type: 'open' }>>();
  let crashes: number[] = [];
  let requests = 0;
  const waiting = new Set<(told: FromEngine) => void>();

  const questions = createEngineQuestions((message) => {
    child?.postMessage(message);
    return child !== undefined;
  });

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
      const told = message.data;
      if (told.type === 'refused') options.refused(told.account, told.reason);
      else if (told.type === 'answer') questions.answered(told);
      else if (told.type === 'newMail') options.newMail(told.news);
      else if (told.type === 'bug') options.reportBug(told.where, told.name);
      else for (const hear of waiting) hear(told);
    });
    next.once('exit', () => {
      if (child !== next) return;
      questions.lost();
      child = undefined;
      const now = Date.now();
      crashes = [...crashes.filter((time) => now - time < crashWindow), now];
      options.reportBug('engine', `ended, ${crashes.length} times within a minute`);
      if (opened.size > 0 && crashes.length <= crashLimit) runAll();
    });
    return next;
  };

  const runAll = (): void => {
    child = start();
    for (const message of opened.values()) child.postMessage(message);
    for (const window of windows) connect(window);
  };

  const run = (message: Extract<ToEngine, { type: 'open' }>): void => {
    opened.set(message.account, message);
    if (child === undefined) runAll();
    else child.postMessage(message);
  };

  /** Tells the engine something and waits for its word, for its end, or until it took too long. */
  const order = async (
    message: ToEngine,
    answers: (told: FromEngine) => boolean,
    longest = closingTime,
  ): Promise<void> => {
    const running = child;
    if (running === undefined) return;
    await new Promise<void>((resolve) => {
      const finish = (): void => {
        clearTimeout(timer);
        waiting.delete(hear);
        running.off('exit', finish);
        resolve();
      };
      const hear = (told: FromEngine): void => {
        if (answers(told)) finish();
      };
      const timer = setTimeout(finish, longest);
      waiting.add(hear);
      running.once('exit', finish);
      running.postMessage(message);
    });
  };

  const close = async (account: string): Promise<void> => {
    opened.delete(account);
    await order({ type: 'close', account }, (told) => told.type === 'closed' && told.account === account);
  };

  return {
    of: (account) => ({
      open: (access, trust, store) =>
        run({
          type: 'open',
          account,
          access,
          trust: { authorities: [...trust.authorities], pins: [...trust.pins] },
          version: options.version,
          store: { folder: options.places.of(store.account, store.lasting), key: store.key },
        }),
      close: () => void close(account),
      forget: async (address) => {
        await close(account);
        await options.places.remove(address);
      },
    }),
    attach: (contents) => {
      if (!windows.has(contents)) {
        windows.add(contents);
        contents.once('destroyed', () => windows.delete(contents));
      }
      connect(contents);
    },
    check: () =>
      new Promise((resolve) => {
        child ??= start();
        waiting.add((told) => (told.type === 'checked' ? resolve(told.ok) : undefined));
        child.once('exit', () => resolve(false));
        child.postMessage({ type: 'check', folder: options.places.of('check', false) } satisfies ToEngine);
      }),
    ask: questions.ask,
    keepFiles: async (account, draft, paths) => {
      const request = ++requests;
      let kept: KeptFiles | undefined;
      const answers = (told: FromEngine): boolean => {
        if (told.type !== 'keptFiles' || told.request !== request) return false;
        kept = told.kept;
        return true;
      };
      const message = { type: 'keepFiles' as const, request, draft, paths: [...paths] };
      await order(account === undefined ? message : { ...message, account }, answers, keepingTime);
      return kept;
    },
    wake: () => child?.postMessage({ type: 'wake' } satisfies ToEngine),
    stop: async () => {
      opened.clear();
      await order({ type: 'closeAll' }, (told) => told.type === 'closedAll');
      const running = child;
      child = undefined;
      running?.kill();
      options.places.removeTemporary();
    },
  };
};
