import type { BrowserWindow, WebContents } from 'electron';
import { type ComposeWindows, createComposeWindows } from './compose-windows.ts';
import { openMainWindow } from './main-window.ts';

export type AppWindows = {
  readonly openMain: () => BrowserWindow;
  /** The window of sign-in and mailbox, as long as it is there. */
  readonly main: () => BrowserWindow | undefined;
  readonly all: () => readonly BrowserWindow[];
  /** Our window these contents are the page of. */
  readonly of: (contents: WebContents) => BrowserWindow | undefined;
  /** Sends an event to every window. */
  readonly tell: (channel: string, payload: unknown) => void;
  readonly compose: ComposeWindows;
};

/**
 * All windows of the application.
 * @param made every new window, before its page has loaded
 * @param loaded whenever a window's page has loaded, again after a reload
 */
export const createAppWindows = (
  profile: string,
  made: (window: BrowserWindow) => void,
  loaded: (window: BrowserWindow) => void,
): AppWindows => {
  const windows = new Set<BrowserWindow>();
  let main: BrowserWindow | undefined;
  const keep = (window: BrowserWindow): void => {
    windows.add(window);
    made(window);
    window.webContents.on('did-finish-load', () => loaded(window));
    window.once('closed', () => windows.delete(window));
  };
  /** A page goes before its window says that it is closed. */
  const here = (): BrowserWindow[] =>
    [...windows].filter((window) => !window.isDestroyed() && !window.webContents.isDestroyed());
  return {
    openMain: () => {
      const window = openMainWindow();
      main = window;
      keep(window);
      return window;
    },
    main: () => (main?.isDestroyed() === false ? main : undefined),
    all: here,
    of: (contents) => [...windows].find((window) => window.webContents === contents),
    tell: (channel, payload) => {
      for (const window of here()) window.webContents.send(channel, payload);
    },
    compose: createComposeWindows(profile, keep),
  };
};
