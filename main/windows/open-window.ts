import { join } from 'node:path';
import { BrowserWindow, type BrowserWindowConstructorOptions, nativeTheme } from 'electron';
import { shellAddress, stoppedAddress } from '../security/app-protocol.ts';

/** Milliseconds within which a second crash of the page is answered by a plain page instead of another reload. */
const reloadPause = 30_000;

/**
 * A window of ours: sandboxed, isolated, no Node. Its page is reloaded once by itself after a crash; what it is for is
 * kept by main, so a reload loses and skips nothing.
 */
export const openWindow = (
  options: Pick<BrowserWindowConstructorOptions, 'width' | 'height' | 'minWidth' | 'minHeight' | 'x' | 'y'>,
): BrowserWindow => {
  const mac = process.platform === 'darwin';
  const window = new BrowserWindow({
    ...options,
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
      spellcheck: true,
      devTools: process.env['ELECTRON_RENDERER_URL'] !== undefined,
    },
  });
  window.removeMenu();
  let crashed = 0;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    const again = Date.now() - crashed < reloadPause;
    crashed = Date.now();
    if (again) void window.loadURL(stoppedAddress);
    else window.webContents.reload();
  });
  void window.loadURL(shellAddress);
  return window;
};
