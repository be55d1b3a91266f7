import type { Page } from 'playwright';
import type { Desktop } from '../desktop/desktop.ts';
import type { EmbeddedServer } from '../desktop/embedded-server.ts';
import type { Keychain } from '../desktop/keychain.ts';
import { launchApp, type RunningApp } from '../desktop/launch.ts';
import { type Phone, showCode } from '../tour/phone.ts';

/** Who signs in on the way through the screens: the demo's person with the fullest mailbox. */
export const account = 'ana@enforced.example';
export const recoveryAddress = 'ana.private@outside.example';

/** A running application, and everything to come from one screen to the next. */
export type Scene = {
  readonly server: EmbeddedServer;
  readonly password: string;
  /** The window of sign-in and mailbox. */
  readonly page: () => Page;
  readonly app: () => RunningApp;
  /** Ends the application and starts it on a profile of that name. */
  readonly startOn: (profile: string) => Promise<void>;
  readonly linkPhone: (key: string) => void;
  readonly code: () => Promise<string>;
  readonly quit: () => Promise<void>;
};

export const createScene = (options: {
  readonly desktop: Desktop;
  readonly keychain: (name: string) => Promise<Keychain>;
  readonly server: EmbeddedServer;
  readonly password: string;
  readonly trustCa: string;
  readonly profile: (name: string) => string;
  readonly flags?: readonly string[];
}): Scene => {
  const { desktop, server, password, trustCa, flags = [] } = options;
  let app: RunningApp | undefined;
  let phone: Phone | undefined;
  const running = (): RunningApp => {
    if (app === undefined) throw new Error('The application is not open.');
    return app;
  };
  const quit = async (): Promise<void> => {
    await app?.quit();
    app = undefined;
  };
  return {
    server,
    password,
    app: running,
    page: () => running().window,
    startOn: async (name) => {
      await quit();
      const keychain = await options.keychain(name);
      app = await launchApp(desktop, keychain, {
        profile: options.profile(name),
        server: server.webmail,
        trustCa,
        flags,
      });
    },
    linkPhone: (key) => {
      phone = { key, lastStep: 0 };
    },
    code: async () => {
      if (phone === undefined) throw new Error('No authenticator is linked yet.');
      const shown = await showCode(phone);
      phone = shown.phone;
      return shown.code;
    },
    quit,
  };
};
