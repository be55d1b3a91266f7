import { hostname } from 'node:os';
import { app, type BrowserWindow } from 'electron';
import type { HandlersOf } from '../../../app/contract/area.ts';
import type { systemContract } from '../../../app/contract/system.ts';
import { fail, succeed } from '../../../app/domain/result.ts';
import type { ClearingClipboard } from '../../platform/clearing-clipboard.ts';
import { saveFile } from '../../platform/save-file.ts';
import type { MessageFrames } from '../../security/message-frames.ts';

const platforms = ['linux', 'darwin', 'win32'] as const;

/** The window and the desktop around it. */
export const systemHandlers = (
  frames: MessageFrames,
  openLink: (link: string) => Promise<boolean>,
  clipboard: ClearingClipboard,
): HandlersOf<typeof systemContract, BrowserWindow> => {
  return {
    getInfo: () =>
      succeed({
        version: app.getVersion(),
        platform: platforms.find((name) => name === process.platform) ?? 'other',
        deviceName: hostname(),
        locale: app.getLocale(),
      }),
    minimise: (_input, window) => {
      window.minimize();
      return succeed({});
    },
    toggleMaximise: (_input, window) => {
      if (window.isMaximized()) window.unmaximize();
      else window.maximize();
      return succeed({});
    },
    close: (_input, window) => {
      window.close();
      return succeed({});
    },
    copy: ({ text, clearAfter }) => {
      clipboard.copy(text, clearAfter);
      return succeed({});
    },
    saveText: ({ name, text }, window) => saveFile(window, name, text),
    openLink: async ({ url }) => ((await openLink(url)) ? succeed({}) : fail({ code: 'invalidInput' })),
    prepareMessageFrame: (document) => succeed({ url: frames.add(document) }),
  };
};
