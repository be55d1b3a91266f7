import type { BrowserWindow } from 'electron';
import { openWindow } from './open-window.ts';

/** The window of sign-in and mailbox. */
export const openMainWindow = (): BrowserWindow => {
  const window = openWindow({ width: 1280, height: 800, minWidth: 960, minHeight: 640 });
  window.once('ready-to-show', () => window.show());
  return window;
};
