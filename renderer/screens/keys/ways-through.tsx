import { useState } from 'react';
import { useCommands } from '../../commands/use-commands.ts';
import type { SettingsPage } from '../settings/settings.tsx';
import { KeysDialog } from './keys-dialog.tsx';

type WaysThroughProps = {
  /** The account has app passwords. */
  readonly appPasswords: boolean;
  readonly onPage: (page: SettingsPage) => void;
};

/** What can be asked for anywhere behind the door: each page of settings, and the list of all keys. */
export const WaysThrough = ({ appPasswords, onPage }: WaysThroughProps) => {
  const [shown, setShown] = useState(false);
  useCommands(true, {
    'settings.account': () => onPage('account'),
    'settings.appPasswords': appPasswords ? () => onPage('appPasswords') : undefined,
    'settings.general': () => onPage('general'),
    'settings.appearance': () => onPage('appearance'),
    'settings.notifications': () => onPage('notifications'),
    'settings.writing': () => onPage('writing'),
    'settings.keyboard': () => onPage('keyboard'),
    'keys.show': () => setShown(true),
  });
  return shown ? (
    <KeysDialog
      onChange={() => {
        setShown(false);
        onPage('keyboard');
      }}
      onClose={() => setShown(false)}
    />
  ) : null;
};
