import { join } from 'node:path';
import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import type { TFunction } from 'i18next';
import type { PreferenceChange, Preferences } from '../../app/domain/preferences.ts';
import { isQuiet, tomorrowMorning } from '../../app/domain/quiet-hours.ts';

export type TrayActions = {
  readonly show: () => void;
  readonly compose: () => void;
  readonly change: (change: PreferenceChange) => void;
  readonly quit: () => void;
};

/** The lines of the tray's menu. `inMailbox`: somebody is signed in. */
export const trayMenu = (
  t: TFunction,
  chosen: Preferences['notifications'],
  inMailbox: boolean,
  now: Date,
  actions: TrayActions,
): MenuItemConstructorOptions[] => {
  const quiet = isQuiet({ ...chosen, quietHours: false }, now);
  const quietUntil = quiet ? '' : tomorrowMorning(chosen, now);
  return [
    { label: t('tray.open'), click: actions.show },
    ...(inMailbox ? [{ label: t('tray.compose'), click: actions.compose }] : []),
    { type: 'separator' },
    {
      label: t('tray.quiet'),
      type: 'checkbox',
      checked: quiet,
      click: () => actions.change({ group: 'notifications', values: { quietUntil } }),
    },
    { type: 'separator' },
    { label: t('tray.quit'), click: actions.quit },
  ];
};

export type AppTray = { readonly update: () => void };

/** The icon in the tray, there as long as it is wanted; its menu is made anew with every `update`. */
export const createTray = (options: {
  readonly preferences: () => Preferences;
  readonly inMailbox: () => boolean;
  readonly texts: () => Promise<TFunction>;
  readonly actions: TrayActions;
}): AppTray => {
  let tray: Tray | undefined;
  const update = async (): Promise<void> => {
    const { general, notifications } = options.preferences();
    if (!general.tray && general.closing !== 'tray') {
      tray?.destroy();
      tray = undefined;
      return;
    }
    const t = await options.texts();
    if (tray === undefined) {
      const name = process.platform === 'darwin' ? 'trayTemplate.png' : 'tray-icon.png';
      const picture = nativeImage.createFromPath(join(import.meta.dirname, '../renderer', name));
      tray = new Tray(picture);
      tray.on('click', options.actions.show);
    }
    tray.setToolTip(t('app.name'));
    tray.setContextMenu(
      Menu.buildFromTemplate(trayMenu(t, notifications, options.inMailbox(), new Date(), options.actions)),
    );
  };
  return { update: () => void update() };
};
