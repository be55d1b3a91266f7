import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { z } from 'zod';
import { eventChannel } from '../../app/contract/area.ts';
import type { ComposeStart } from '../../app/domain/compose-start.ts';
import { createJsonFile } from '../platform/json-file.ts';
import { openWindow } from './open-window.ts';

const bounds = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
const openDrafts = z.object({
  format: z.literal(1),
  windows: z.array(z.object({ draft: z.string(), bounds: bounds.optional() })),
});

/** Longest that a page is waited for before its window is shown, or closed, in milliseconds. */
const patience = 2_000;

type Written = { start: ComposeStart; draft: string | undefined; leaving: boolean; left: () => void };

export type ComposeWindows = {
  readonly open: (start: ComposeStart) => void;
  /** What the window is for; undefined for one that is not for writing. */
  readonly startOf: (window: BrowserWindow) => ComposeStart | undefined;
  readonly ready: (window: BrowserWindow) => void;
  readonly keepDraft: (window: BrowserWindow, draft: string) => void;
  readonly leave: (window: BrowserWindow) => void;
  /** The mailbox is open: what was being written when the program ended is opened again. */
  readonly restore: () => void;
  /** Has every window keep what is written, and closes them. `forget`: they are not opened again. */
  readonly closeAll: (forget: boolean) => Promise<void>;
};

/**
 * Windows for writing. Which drafts are open is kept in the profile, so that they come back after the program ended
 * in whatever way; what is written lies in the account's store.
 * @param opened every new window, before its page has loaded
 */
export const createComposeWindows = (profile: string, opened: (window: BrowserWindow) => void): ComposeWindows => {
  const file = createJsonFile(join(profile, 'compose-windows.json'), openDrafts, { format: 1, windows: [] });
  const windows = new Map<BrowserWindow, Written>();
  let closingAll = false;

  const note = (): void =>
    file.write({
      format: 1,
      windows: [...windows].flatMap(([window, { draft }]) =>
        draft === undefined || window.isDestroyed() ? [] : [{ draft, bounds: window.getNormalBounds() }],
      ),
    });

  const askToLeave = (window: BrowserWindow, written: Written): void => {
    if (written.leaving) return;
    written.leaving = true;
    window.webContents.send(eventChannel('windows', 'leaving'), {});
    setTimeout(() => (window.isDestroyed() ? undefined : window.destroy()), patience);
  };

  const open = (start: ComposeStart, place?: z.infer<typeof bounds>): void => {
    const draft = start.kind === 'draft' ? start.id : undefined;
    for (const [window, written] of windows) {
      if (draft !== undefined && written.draft === draft) {
        window.show();
        window.focus();
        return;
      }
    }
    const window = openWindow({ width: 960, height: 720, minWidth: 640, minHeight: 480, ...place }, true);
    const written: Written = { start, draft, leaving: false, left: () => undefined };
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

  return {
    open: (start) => open(start),
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
    restore: () => {
      const open_ = file.read().windows;
      for (const { draft, bounds: place } of open_) open({ kind: 'draft', id: draft }, place);
    },
    closeAll: async (forget) => {
      if (!forget) note();
      closingAll = true;
      await Promise.all(
        [...windows].map(
          ([window, written]) =>
            new Promise<void>((resolve) => {
              written.left = resolve;
              askToLeave(window, written);
            }),
        ),
      );
      closingAll = false;
      if (forget) file.write({ format: 1, windows: [] });
    },
  };
};
