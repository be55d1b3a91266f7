import { join } from 'node:path';
import { BrowserWindow, nativeTheme } from 'electron';
import { shellAddress } from '../security/app-protocol.ts';

/** Milliseconds within which a second crash of the page is not answered by another reload. */
const reloadPause = 30_000;

/**
 * The application's window: sandboxed, isolated, no Node. Its page is reloaded once by itself after a crash; the
 * place in the sign-in is kept by main, so a reload loses and skips nothing.
 */
export const openMainWindow = (loaded: (window: BrowserWindow) => void): BrowserWindow => {
  const mac = process.platform === 'darwin';
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 960,
    minHeight: 640,
    show: false,
    title: 'Latchkey Mail',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#191715' : '#FAF8F5',
    ...(mac ? { titleBarStyle: 'hiddenInset' as const } : { frame: false }),
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: process.env['ELECTRON_RENDERER_URL'] !== undefined,
    },
  });
  window.removeMenu();
  window.once('ready-to-show', () => window.show());
  window.webContents.on('did-finish-load', () => loaded(window));
  let crashed = 0;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || Date.now() - crashed < reloadPause) return;
    crashed = Date.now();
    window.webContents.reload();
  });
  void window.loadURL(shellAddress);
  return window;
};
