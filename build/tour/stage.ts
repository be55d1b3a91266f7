import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import type { Desktop } from '../desktop/desktop.ts';
import type { EmbeddedServer } from '../desktop/embedded-server.ts';
import type { Keychain } from '../desktop/keychain.ts';
import { launchApp, type RunningApp } from '../desktop/launch.ts';
import { isLeaving } from '../set-up/process-group.mjs';
import type { PhoneFile } from './phone-file.ts';

export const account = 'ana@enforced.example';
export const recoveryAddress = 'ana.private@outside.example';

/** Everything a step of the tour acts on. */
export type Stage = {
  readonly server: EmbeddedServer;
  readonly password: string;
  readonly phone: PhoneFile;
  readonly page: () => Page;
  readonly isOpen: () => boolean;
  readonly open: () => Promise<void>;
  readonly quit: () => Promise<void>;
  /** Where the picture of this step goes. */
  readonly picture: string;
};

export type StageOptions = {
  readonly desktop: Desktop;
  readonly keychain: Keychain;
  readonly server: EmbeddedServer;
  readonly password: string;
  readonly profile: string;
  readonly trustCa: string;
  readonly phone: PhoneFile;
};

export const createStage = (options: StageOptions): Omit<Stage, 'picture'> => {
  const { desktop, keychain, server, password, profile, trustCa, phone } = options;
  let app: RunningApp | undefined;
  return {
    server,
    password,
    phone,
    page: () => {
      if (app === undefined) throw new Error('The application is not open.');
      return app.window;
    },
    isOpen: () => app !== undefined,
    open: async () => {
      app = await launchApp(desktop, keychain, { profile, server: server.webmail, trustCa });
    },
    quit: async () => {
      await app?.quit();
      app = undefined;
    },
  };
};

export type Step = {
  /** Part of the picture's file name. */
  readonly slug: string;
  readonly title: string;
  /** Does the step and checks its result; the answer is what is worth telling. */
  readonly play: (stage: Stage) => Promise<string>;
};

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(2).padStart(7)} s`;

/** A step may have taken its picture itself, at the moment that matters. */
const takePicture = async (stage: Omit<Stage, 'picture'>, file: string): Promise<void> => {
  if (stage.isOpen() && !existsSync(file)) await stage.page().screenshot({ path: file });
};

/** Plays the steps in order and stops at the first that did not come true. */
export const playSteps = async (
  steps: readonly Step[],
  stage: Omit<Stage, 'picture'>,
  pictures: string,
  from = 0,
): Promise<boolean> => {
  await mkdir(pictures, { recursive: true });
  for (const [at, step] of steps.entries()) {
    const number = String(from + at + 1).padStart(2, '0');
    const since = performance.now();
    const picture = join(pictures, `${number}-${step.slug}.png`);
    try {
      const told = await step.play({ ...stage, picture });
      const took = seconds(since);
      await takePicture(stage, picture);
      console.log(`${took}  ${number} ${step.title}: ${told}`);
    } catch (error) {
      if (isLeaving()) return false;
      await takePicture(stage, join(pictures, `${number}-${step.slug}-failed.png`)).catch(() => {});
      console.error(
        `${seconds(since)}  ${number} ${step.title}: FAILED\n${error instanceof Error ? error.message : error}`,
      );
      return false;
    }
  }
  return true;
};
