import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { type AppUser, chooseAppUser } from '../../../build/desktop/app-user.ts';
import { type Display, startDisplay } from '../../../build/desktop/display.ts';
import { type Keychain, startKeychain } from '../../../build/desktop/keychain.ts';
import { createScratch, type Scratch } from '../../../build/desktop/scratch.ts';
import { type CleanRoot, openCleanRoot, startInRoot } from '../../../build/package/clean-root.ts';
import { type LinuxFacts, readLinuxFacts } from '../../../build/package/linux-facts.ts';
import { projectFolder } from '../../../build/set-up/places.mjs';
import type { Group } from '../../../build/set-up/process-group.mjs';

export const output = join(projectFolder, 'dist');

/** A clean Debian with display and keychain of an ordinary user beside it. */
export type InstalledWorld = {
  readonly facts: LinuxFacts;
  readonly user: AppUser;
  readonly root: CleanRoot;
  readonly scratch: Scratch;
  readonly environment: Readonly<Record<string, string>>;
  /** Starts the installed program as that user and answers its process and what it printed. */
  readonly start: (args: readonly string[]) => { readonly process: Group; readonly printed: () => string };
  readonly close: () => Promise<void>;
};

export const openInstalledWorld = async (): Promise<InstalledWorld> => {
  const facts = await readLinuxFacts(output);
  const user = chooseAppUser('/bin/true');
  const scratch = await createScratch(user);
  let display: Display | undefined;
  let keychain: Keychain | undefined;
  let root: CleanRoot | undefined;
  const running: Group[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(running.map((process) => process.stop(5000)));
    await keychain?.stop();
    await display?.stop();
    await root?.remove();
    await scratch.remove();
  };
  try {
    display = await startDisplay(user, scratch.folder);
    const dataFolder = await scratch.privateFolder('home');
    const runtimeFolder = await scratch.privateFolder('run');
    keychain = await startKeychain(user, { dataFolder, runtimeFolder, state: 'unlocked' });
    const opened = await openCleanRoot(facts.depends, [scratch.folder, '/tmp/.X11-unix'], console.log);
    root = opened;
    const environment = { LANG: 'C.UTF-8', NO_AT_BRIDGE: '1', ...keychain.environment, ...display.environment };
    return {
      facts,
      user,
      root: opened,
      scratch,
      environment,
      start: (args) => {
        const process = startInRoot(opened, [facts.name, ...args], { identity: user, env: environment });
        running.push(process);
        let printed = '';
        for (const stream of [process.child.stdout, process.child.stderr]) {
          stream?.setEncoding('utf8').on('data', (text: string) => {
            printed += text;
          });
        }
        return { process, printed: () => printed };
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
};

/** Waits for the address of the debugger the program printed, and attaches to its window. */
export const attach = async (printed: () => string): Promise<{ browser: Browser; window: Page }> => {
  const end = Date.now() + 30_000;
  let address: string | undefined;
  while (address === undefined) {
    [, address] = /DevTools listening on (ws:\S+)/.exec(printed()) ?? [];
    if (Date.now() > end) throw new Error(`The program opened no debugger:\n${printed()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const browser = await chromium.connectOverCDP(address);
  const [context] = browser.contexts();
  const window = context?.pages()[0] ?? (await context?.waitForEvent('page'));
  if (window === undefined) throw new Error('The program has no window.');
  return { browser, window };
};
