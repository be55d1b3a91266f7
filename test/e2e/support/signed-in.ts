import { readFile } from 'node:fs/promises';
import { ImapFlow } from 'imapflow';
import type { Keychain } from '../../../build/desktop/keychain.ts';
import type { RunningApp } from '../../../build/desktop/launch.ts';
import { mailboxPage } from '../pages/mailbox-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { openWorld, password, type World } from './world.ts';

export type SignedIn = {
  readonly world: World;
  readonly keychain: Keychain;
  readonly account: string;
  /** The application as it runs now; another one after `restart`. */
  readonly app: RunningApp;
  /** Ends the application, as its window's close button does, and starts it again on the same profile and keychain. */
  readonly restart: () => Promise<void>;
  /** Starts it again after it ended in another way. */
  readonly reopen: () => Promise<void>;
  /** Another program, signed in to the same mailbox; ended with the rest. */
  readonly otherProgram: (account?: string) => Promise<ImapFlow>;
  readonly close: () => Promise<void>;
};

type Mail = { readonly folder?: string; readonly source: string; readonly flags?: string[]; readonly date?: Date };

type Options = {
  /** One of the demo's people who have no second factor. */
  readonly account?: string;
  /** Put into the mailbox before the application starts; folders that are missing are made. */
  readonly mail?: readonly Mail[];
};

/** A world whose application is signed in and shows its mailbox, after the given mail was put there. */
export const openSignedIn = async ({ account = 'otto@off.example', mail = [] }: Options = {}): Promise<SignedIn> => {
  const world = await openWorld();
  const programs: ImapFlow[] = [];
  const close = async (): Promise<void> => {
    for (const program of programs) program.close();
    await world.close();
  };
  const otherProgram = async (user = account): Promise<ImapFlow> => {
    const client = new ImapFlow({
      ...world.server.imaps,
      secure: true,
      auth: { user, pass: password },
      tls: { ca: [await readFile(world.server.ca, 'utf8')] },
      logger: false,
    });
    client.on('error', () => undefined);
    await client.connect();
    programs.push(client);
    return client;
  };
  try {
    if (mail.length > 0) {
      const filler = await otherProgram();
      for (const folder of new Set(mail.map((one) => one.folder ?? 'INBOX'))) {
        if (folder !== 'INBOX') await filler.mailboxCreate(folder).catch(() => undefined);
      }
      for (const one of mail) await filler.append(one.folder ?? 'INBOX', one.source, one.flags, one.date);
      await filler.logout();
    }
    const keychain = await world.startKeychain('signed-in');
    let app = await world.launch('signed-in', keychain);
    await signInPage(app.window).signIn(account, password);
    await mailboxPage(app.window).folders.waitFor();
    const reopen = async (): Promise<void> => {
      app = await world.launch('signed-in', keychain);
      await mailboxPage(app.window).folders.waitFor();
    };
    return {
      world,
      keychain,
      account,
      get app() {
        return app;
      },
      restart: async () => {
        await app.quit();
        await reopen();
      },
      reopen,
      otherProgram,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
};
