import { BrowserWindow } from 'electron';
import type { MessageFrames } from '../security/message-frames.ts';

/**
 * Prints sanitized HTML: in a window that is never shown, without script and without anything of ours in it, through
 * the desktop's own dialog. Resolves when the person printed or cancelled.
 */
export const printMessage = async (frames: MessageFrames, html: string, remote: boolean): Promise<void> => {
  const window = new BrowserWindow({
    show: false,
    width: 794,
    height: 1123,
    webPreferences: {
      javascript: false,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      devTools: false,
    },
  });
  try {
    await window.loadURL(frames.addPage({ html, remote, dark: false, title: '' }));
    await new Promise<void>((resolve) => {
      window.webContents.print({ silent: false, printBackground: true }, () => resolve());
    });
  } finally {
    window.destroy();
  }
};
