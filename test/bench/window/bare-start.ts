import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { type Browser, chromium, type Page } from 'playwright';
import type { Desktop } from '../../../build/desktop/desktop.ts';
import type { Keychain } from '../../../build/desktop/keychain.ts';
import { argumentsFor, environmentFor, type LaunchOptions } from '../../../build/desktop/launch.ts';

export type BareStart = {
  readonly pid: number;
  /** When the process was asked for, in milliseconds since 1970. */
  readonly startedAt: number;
  /** Attaches to the page, which costs it memory and time: not before what is measured is over. */
  readonly attach: () => Promise<{ readonly page: Page; readonly leave: () => Promise<void> }>;
  readonly quit: () => Promise<void>;
};

/** Starts a program on the desktop as a person would, with nothing attached to it that would slow it down. */
export const startBare = async (
  desktop: Desktop,
  keychain: Keychain,
  appFolder: string,
  options: LaunchOptions,
): Promise<BareStart> => {
  const flags = ['--remote-debugging-port=0', ...(options.flags ?? [])];
  const startedAt = Date.now();
  const child = spawn(desktop.app.executable, argumentsFor(appFolder, { ...options, flags }), {
    env: environmentFor(desktop.user, desktop, keychain),
    cwd: desktop.scratch.folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const gone = new Promise((resolve) => child.once('close', resolve));
  return {
    pid: child.pid ?? 0,
    startedAt,
    attach: async () => {
      let address: string | undefined;
      for (let tries = 0; address === undefined && tries < 100; tries += 1) {
        address = /ws:\/\/\S+/.exec(said)?.[0];
        if (address === undefined) await wait(50);
      }
      if (address === undefined) throw new Error(`nothing to attach to: ${said}`);
      const browser: Browser = await chromium.connectOverCDP(address);
      const [page] = browser.contexts().flatMap((context) => context.pages());
      if (page === undefined) throw new Error('no window to attach to');
      return { page, leave: () => browser.close() };
    },
    quit: async () => {
      child.kill('SIGTERM');
      await gone;
    },
  };
};
