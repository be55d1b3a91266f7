import type { BrowserWindow } from 'electron';
import { app } from 'electron';
import type { MailEngine } from './engine/mail-engine.ts';
import { keychainLoads } from './vault/keychain.ts';

/** Waits until the page shows something, then tells in one line of JSON what works, and ends. */
export const runSelfCheck = async (
  window: BrowserWindow,
  step: string,
  engine: Pick<MailEngine, 'check' | 'stop'>,
): Promise<void> => {
  const title = window.webContents.getTitle();
  const text: unknown = await window.webContents.executeJavaScript('document.body.innerText.length');
  const keychain = (await keychainLoads()) ? 'loaded' : 'not loaded';
  const store = (await engine.check()) ? 'works' : 'does not work';
  await engine.stop();
  const ok = store === 'works' && keychain === 'loaded' && typeof text === 'number' && text > 0;
  const { electron } = process.versions;
  process.stdout.write(
    `${JSON.stringify({ event: 'self-check', ok, version: app.getVersion(), electron, packaged: app.isPackaged, keychain, store, step, title })}\n`,
  );
  app.exit(ok ? 0 : 1);
};
