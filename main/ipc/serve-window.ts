import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron';
import { shellOrigin } from '../security/app-protocol.ts';
import type { ContractHost } from './contract-host.ts';

/** Only the main frame of our own window, showing our own page, may call. */
const isTrusted = (event: IpcMainInvokeEvent, window: () => BrowserWindow | undefined): boolean => {
  const frame = event.senderFrame;
  const contents = window()?.webContents;
  if (frame === null || contents === undefined) return false;
  return event.sender === contents && frame === contents.mainFrame && frame.origin === shellOrigin;
};

/** Answers the window's calls through the host. */
export const serveWindow = (host: ContractHost, window: () => BrowserWindow | undefined): void => {
  for (const channel of host.channels) {
    ipcMain.handle(channel, (event, input: unknown) =>
      isTrusted(event, window) ? host.answer(channel, input) : { ok: false, error: { code: 'invalidInput' } },
    );
  }
};
