import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import { shellOrigin } from '../security/app-protocol.ts';
import type { ContractHost } from './contract-host.ts';

/** Only the main frame of a window of ours, showing our own page, may call. */
const trustedWindow = (
  event: IpcMainInvokeEvent,
  windowOf: (contents: WebContents) => BrowserWindow | undefined,
): BrowserWindow | undefined => {
  const frame = event.senderFrame;
  const window = windowOf(event.sender);
  if (frame === null || window === undefined || window.isDestroyed()) return undefined;
  return frame === event.sender.mainFrame && frame.origin === shellOrigin ? window : undefined;
};

/** Answers the windows' calls through the host. */
export const serveWindows = (
  host: ContractHost<BrowserWindow>,
  windowOf: (contents: WebContents) => BrowserWindow | undefined,
): void => {
  for (const channel of host.channels) {
    ipcMain.handle(channel, (event, input: unknown, account: unknown) => {
      const window = trustedWindow(event, windowOf);
      return window === undefined
        ? { ok: false, error: { code: 'invalidInput' } }
        : host.answer(channel, input, window, typeof account === 'string' ? account : undefined);
    });
  }
};
