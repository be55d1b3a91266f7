import { join } from 'node:path';
import { type Desktop, openDesktop } from '../../../build/desktop/desktop.ts';
import { type EmbeddedServer, startEmbeddedServer } from '../../../build/desktop/embedded-server.ts';
import type { Keychain, KeychainState } from '../../../build/desktop/keychain.ts';
import { type LaunchOptions, launchApp, type RunningApp } from '../../../build/desktop/launch.ts';
import { findRuntime } from '../../../build/set-up/electron-runtime.mjs';

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
    startKeychain: (name, state = 'unlocked') =>
      desktop.startKeychain(join(desktop.scratch.folder, `keyring-${name}`), state),
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
      running.add(app);
      return app;
    },
    profile,
    close: async () => {
      await Promise.all([...running].map((app) => app.quit().catch(() => {})));
      await server.stop();
      await desktop.stop();
    },
  };
};
