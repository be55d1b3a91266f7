import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Runtime } from '../set-up/electron-runtime.mjs';
import { type AppUser, chooseAppUser } from './app-user.ts';
import { type Display, startDisplay } from './display.ts';
import { type Keychain, type KeychainState, startKeychain } from './keychain.ts';
import { createScratch, makePrivateFolder, type Scratch } from './scratch.ts';
import { type StagedApp, stageApplication } from './staging.ts';

export type Desktop = {
  readonly user: AppUser;
  readonly app: StagedApp;
  readonly display: Display;
  readonly scratch: Scratch;
  /** Starts a keychain on files in `dataFolder`, which keep its secrets from one start to the next. */
  readonly startKeychain: (dataFolder: string, state: KeychainState) => Promise<Keychain>;
  /** Copies a file to where the application's user can read it. */
  readonly share: (file: string, name: string) => Promise<string>;
  readonly stop: () => Promise<void>;
};

/** A virtual display and an application ready to be started on it, as an ordinary user where that is possible. */
export const openDesktop = async (runtime: Runtime): Promise<Desktop> => {
  const user = chooseAppUser(runtime.path);
  const scratch = await createScratch(user);
  const [app, display] = await Promise.all([
    stageApplication(user, runtime, join(scratch.folder, 'application')),
    startDisplay(user, scratch.folder),
  ]);
  const keychains = new Set<Keychain>();
  let count = 0;
  return {
    user,
    app,
    display,
    scratch,
    startKeychain: async (dataFolder, state) => {
      count += 1;
      await makePrivateFolder(user, dataFolder);
      const runtimeFolder = await scratch.privateFolder(`run-${count}`);
      const keychain = await startKeychain(user, { dataFolder, runtimeFolder, state });
      keychains.add(keychain);
      return keychain;
    },
    share: async (file, name) => {
      const copy = join(scratch.folder, name);
      await copyFile(file, copy);
      return copy;
    },
    stop: async () => {
      await Promise.all([...keychains].map((keychain) => keychain.stop()));
      await display.stop();
      await scratch.remove();
    },
  };
};
