import { setTimeout as wait } from 'node:timers/promises';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { onInterrupt } from '../set-up/process-group.mjs';
import type { AppUser } from './app-user.ts';
import type { Desktop } from './desktop.ts';
import type { Keychain } from './keychain.ts';
import { makePrivateFolder } from './scratch.ts';

export type LaunchOptions = {
  readonly profile: string;
  readonly server?: string;
  readonly trustCa?: string;
  readonly flags?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
};

export type RunningApp = {
  readonly electron: ElectronApplication;
  readonly window: Page;
  /** What the main process printed. */
  readonly output: () => string;
  /** Closes the application as a person would and waits until it is gone. */
  readonly quit: () => Promise<void>;
};

/** The command line after the executable. */
export const argumentsFor = (appFolder: string, options: LaunchOptions): string[] => [
  appFolder,
  `--profile-dir=${options.profile}`,
  ...(options.server ? [`--server=${options.server}`] : []),
  ...(options.trustCa ? [`--trust-ca=${options.trustCa}`] : []),
  ...(options.flags ?? []),
];

/** Nothing of this program's own environment that could change what the application trusts or prints. */
export const environmentFor = (user: AppUser, desktop: Desktop, keychain: Keychain): Record<string, string> => ({
  LANG: 'C.UTF-8',
  LANGUAGE: 'en',
  ...(process.env['TZ'] ? { TZ: process.env['TZ'] } : {}),
  ...(user.lent ? {} : { USER: process.env['USER'] ?? '' }),
  NO_AT_BRIDGE: '1',
  ...keychain.environment,
  ...desktop.display.environment,
});

/** Playwright ends this program at once on Ctrl-C; here everything else has to be stopped in order first. */
const keepingOwnInterrupts = async <Value>(work: () => Promise<Value>): Promise<Value> => {
  const own = new Set(process.listeners('SIGINT'));
  try {
    return await work();
  } finally {
    for (const listener of process.listeners('SIGINT')) if (!own.has(listener)) process.off('SIGINT', listener);
  }
};

/** Longest that the first window is waited for, in milliseconds. */
const patience = 60_000;

/**
 * The window of sign-in and mailbox, which the application opens before any other. After a crash one for writing
 * follows at once, and on a busy machine Playwright hears of that one first.
 */
const mainWindowOf = async (electron: ElectronApplication): Promise<Page> => {
  const first = await electron.firstWindow();
  for (const end = Date.now() + patience; Date.now() < end; await wait(50)) {
    for (const page of electron.windows()) {
      const handle = await electron.browserWindow(page);
      if ((await handle.evaluate(({ id }) => id)) === 1) return page;
    }
  }
  return first;
};

/** Starts the application on the desktop, with Playwright attached, and waits for its window. */
export const launchApp = async (desktop: Desktop, keychain: Keychain, options: LaunchOptions): Promise<RunningApp> => {
  await makePrivateFolder(desktop.user, options.profile);
  const electron = await keepingOwnInterrupts(() =>
    _electron.launch({
      executablePath: desktop.app.executable,
      args: argumentsFor(desktop.app.appFolder, options),
      env: { ...environmentFor(desktop.user, desktop, keychain), ...options.environment },
      cwd: desktop.scratch.folder,
      chromiumSandbox: desktop.user.sandbox,
      timeout: patience,
    }),
  );
  let output = '';
  const child = electron.process();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const forget = onInterrupt(() => child.kill());
  const gone = new Promise<void>((resolve) =>
    child.once('close', () => {
      forget();
      resolve();
    }),
  );
  return {
    electron,
    window: await mainWindowOf(electron),
    output: () => output,
    quit: async () => {
      await electron.close();
      await gone;
    },
  };
};
