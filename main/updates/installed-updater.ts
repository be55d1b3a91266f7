import { app } from 'electron';
import electronUpdater, { type AppUpdater } from 'electron-updater';

/** The updater that fits how this program was installed. An unpacked checkout looks too, so that it can be tried. */
export const installedUpdater = (): AppUpdater => {
  const { autoUpdater } = electronUpdater;
  if (!app.isPackaged) autoUpdater.forceDevUpdateConfig = true;
  return autoUpdater;
};
