import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Desktop, openDesktop } from '../../../build/desktop/desktop.ts';
import { type EmbeddedServer, startEmbeddedServer } from '../../../build/desktop/embedded-server.ts';
import type { Keychain, KeychainState } from '../../../build/desktop/keychain.ts';
import { type LaunchOptions, launchApp, type RunningApp } from '../../../build/desktop/launch.ts';
import { findRuntime } from '../../../build/set-up/electron-runtime.mjs';

import { type Heard, secretsLeftBehind } from './left-behind.ts';
import { commandLinesOf } from './process-facts.ts';

export const password = 'Demo-pass-1';

export type World = {
  readonly desktop: Desktop;
  readonly server: EmbeddedServer;
  /** Starts the server anew on its data and its ports, after it was stopped; flags change what they name. */
  readonly restartServer: (flags?: readonly string[]) => Promise<void>;
  readonly startKeychain: (name: string, state?: KeychainState) => Promise<Keychain>;
  /** Starts the application on the profile of that name; the server's authority is trusted unless told otherwise. */
  readonly launch: (
    name: string,
    keychain: Keychain,
    options?: {
      readonly trusted?: boolean;
      readonly server?: string;
      /** PEM file with an authority to trust instead of the server's own. */
      readonly trustCa?: string;
    } & Pick<LaunchOptions, 'flags' | 'environment'>,
  ) => Promise<RunningApp>;
  readonly profile: (name: string) => string;
  /** Ends everything, and throws where a secret of this run was left on disk, in a log or on a command line. */
  readonly close: () => Promise<void>;
};

const portFlags = (server: EmbeddedServer): string[] => [
  `--webmail-port=${new URL(server.webmail).port}`,
  `--admin-port=${new URL(server.admin).port}`,
  `--imap-port=${server.imap.port}`,
  `--imaps-port=${server.imaps.port}`,
  `--pop3s-port=${server.pop3s.port}`,
  `--smtp-port=${server.smtp.port}`,
  `--smtps-port=${server.smtps.port}`,
];

/** A display, a server with the demo seed on a new data folder, and everything to start the application on them. */
export const openWorld = async (): Promise<World> => {
  const runtime = await findRuntime();
  if (runtime === undefined) throw new Error('There is no Electron to test with; "npm run test:e2e" prepares one.');
  const desktop = await openDesktop(runtime);
  const data = join(desktop.scratch.folder, 'server');
  const first = await startEmbeddedServer(data);
  const trustCa = await desktop.share(first.ca, 'ca.pem');
  const running = new Set<RunningApp>();
  const keychains: Keychain[] = [];
  const profiles = new Set<string>();
  const heard: Heard[] = [];
  /** One that ended by itself has no command line any more. */
  const listenTo = async (pid: number | undefined): Promise<void> => {
    for (const text of pid === undefined ? [] : await commandLinesOf(pid)) heard.push({ what: 'a command line', text });
  };
  const profile = (name: string): string => join(desktop.scratch.folder, `profile-${name}`);
  let server = first;
  return {
    desktop,
    get server() {
      return server;
    },
    restartServer: async (flags = []) => {
      server = await startEmbeddedServer(data, [...portFlags(first), ...flags]);
    },
    startKeychain: async (name, state = 'unlocked') => {
      const keychain = await desktop.startKeychain(join(desktop.scratch.folder, `keyring-${name}`), state);
      if (state === 'unlocked') keychains.push(keychain);
      return keychain;
    },
    launch: async (
      name,
      keychain,
      { trusted = true, server: address = first.webmail, trustCa: other, ...more } = {},
    ) => {
      const app = await launchApp(desktop, keychain, {
        profile: profile(name),
        server: address,
        ...more,
        ...(trusted ? { trustCa: other ?? trustCa } : {}),
      });
      profiles.add(profile(name));
      const { quit } = app;
      const { pid } = app.electron.process();
      const watched: RunningApp = {
        ...app,
        quit: async () => {
          await listenTo(pid);
          await quit();
          heard.push({ what: 'what the application printed', text: app.output() });
          running.delete(watched);
        },
      };
      running.add(watched);
      return watched;
    },
    profile,
    close: async () => {
      await Promise.all([...running].map((app) => app.quit().catch(() => {})));
      const folders = [...profiles, server.logs].filter((folder) => existsSync(folder));
      const left = await secretsLeftBehind({ user: desktop.user, keychains, password, folders, heard });
      await server.stop();
      await desktop.stop();
      if (left.length > 0) throw new Error(`Secrets were left behind:\n${left.join('\n')}`);
    },
  };
};
