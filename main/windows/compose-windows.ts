import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { BrowserWindow } from 'electron';
import { z } from 'zod';
import { eventChannel } from '../../app/contract/area.ts';
import type { ComposeStart } from '../../app/domain/compose-start.ts';
import { createJsonFile } from '../platform/json-file.ts';
import { openWindow } from './open-window.ts';

const bounds = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
const openDrafts = z.object({
  format: z.literal(1),
  windows: z.array(z.object({ draft: z.string(), account: z.string().optional(), bounds: bounds.optional() })),
});

/** Longest that a page is waited for before its window is shown, or closed, in milliseconds. */
const patience = 2_000;

type OpenDraft = z.infer<typeof openDrafts>['windows'][number];

type Written = {
  readonly account: string;
  /** What it was opened with: the same is not opened twice. */
  readonly begun: ComposeStart;
  start: ComposeStart;
  draft: string | undefined;
  leaving: boolean;
  patience?: NodeJS.Timeout;
  left: () => void;
};

export type ComposeWindows = {
  readonly open: (start: ComposeStart, account: string) => void;
  /** What the window is for; undefined for one that is not for writing. */
  readonly startOf: (window: BrowserWindow) => ComposeStart | undefined;
  /** The account it is written from. */
  readonly accountOf: (window: BrowserWindow) => string | undefined;
  readonly ready: (window: BrowserWindow) => void;
  readonly keepDraft: (window: BrowserWindow, draft: string) => void;
  readonly leave: (window: BrowserWindow) => void;
  /** What is written there could not be kept: the person has to know before it goes. */
  readonly stay: (window: BrowserWindow) => void;
  /** An account's mailbox is open: what was being written in it when the program ended is opened again. */
  readonly restore: (account: string) => void;
  /** Has an account's windows keep what is written, and closes them. `forget`: they are not opened again. */
  readonly closeOf: (account: string, forget: boolean) => Promise<void>;
  readonly closeAll: () => Promise<void>;
};

/**
 * Windows for writing. Which drafts are open is kept in the profile, so that they come back after the program ended
 * in whatever way; what is written lies in the account's store.
 * @param opened every new window, before its page has loaded
 */
export const createComposeWindows = (profile: string, opened: (window: BrowserWindow) => void): ComposeWindows => {
  const file = createJsonFile(join(profile, 'compose-windows.json'), openDrafts, { format: 1, windows: [] });
  const windows = new Map<BrowserWindow, Written>();
  /** Of accounts whose mailbox is not open. */
  let waiting: readonly OpenDraft[] = file.read().windows;
  let closingAll = false;

  const open_ = (accounts: (account: string) => boolean): OpenDraft[] =>
    [...windows].flatMap(([window, { draft, account }]) =>
      draft === undefined || window.isDestroyed() || !accounts(account)
        ? []
        : [{ draft, account, bounds: window.getNormalBounds() }],
    );
  const note = (): void => file.write({ format: 1, windows: [...waiting, ...open_(() => true)] });

  const askToLeave = (window: BrowserWindow, written: Written): void => {
    if (written.leaving) return;
    written.leaving = true;
    window.webContents.send(eventChannel('windows', 'leaving'), {});
    written.patience = setTimeout(() => (window.isDestroyed() ? undefined : window.destroy()), patience);
  };

  const open = (start: ComposeStart, account: string, place?: z.infer<typeof bounds>): void => {
    const draft = start.kind === 'draft' ? start.id : undefined;
    for (const [window, written] of windows) {
      const isSame = draft === undefined ? isDeepStrictEqual(written.begun, start) : written.draft === draft;
      if (isSame && start.kind !== 'new' && written.account === account) {
        window.show();
        window.focus();
        return;
      }
    }
    const window = openWindow({ width: 960, height: 720, minWidth: 640, minHeight: 480, ...place });
    const written: Written = { account, begun: start, start, draft, leaving: false, left: () => undefined };
    windows.set(window, written);
    opened(window);
    const timer = setTimeout(() => (window.isDestroyed() ? undefined : window.show()), patience);
    window.on('close', (event) => {
      event.preventDefault();
      askToLeave(window, written);
    });
    window.once('closed', () => {
      clearTimeout(timer);
      windows.delete(window);
      if (!closingAll) note();
      written.left();
    });
    if (draft !== undefined) note();
  };

  const close = async (accounts: (account: string) => boolean): Promise<void> => {
    closingAll = true;
    await Promise.all(
      [...windows]
        .filter(([, { account }]) => accounts(account))
        .map(
          ([window, written]) =>
            new Promise<void>((resolve) => {
              written.left = resolve;
              askToLeave(window, written);
            }),
        ),
    );
    closingAll = false;
  };

  return {
    open: (start, account) => open(start, account),
    accountOf: (window) => windows.get(window)?.account,
    startOf: (window) => windows.get(window)?.start,
    ready: (window) => {
      if (windows.has(window) && !window.isVisible()) window.show();
    },
    keepDraft: (window, draft) => {
      const written = windows.get(window);
      if (written === undefined || written.draft === draft) return;
      written.draft = draft;
      written.start = { kind: 'draft', id: draft };
      note();
    },
    leave: (window) => {
      if (windows.has(window)) window.destroy();
    },
    stay: (window) => {
      const written = windows.get(window);
      // When everything closes, nobody is there to decide.
      if (written === undefined || closingAll) return;
      clearTimeout(written.patience);
      written.leaving = false;
    },
    restore: (account) => {
      // What an older version kept names no account: there was one only.
      const own = waiting.filter((one) => (one.account ?? account) === account);
      waiting = waiting.filter((one) => !own.includes(one));
      for (const { draft, bounds: place } of own) open({ kind: 'draft', id: draft }, account, place);
    },
    closeOf: async (account, forget) => {
      if (!forget) waiting = [...waiting, ...open_((of) => of === account)];
      await close((of) => of === account);
      note();
    },
    closeAll: async () => {
      note();
      await close(() => true);
    },
  };
};
