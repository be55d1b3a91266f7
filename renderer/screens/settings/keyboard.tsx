import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { groupedCommands } from '../../commands/command-groups.ts';
import { KeySequence } from '../../commands/command-keys.tsx';
import type { CommandId } from '../../commands/command-list.ts';
import { useBindings } from '../../commands/use-commands.ts';
import { Button } from '../../components/button.tsx';
import { SegmentSetting, SettingGroup, SettingRow, SwitchSetting } from '../../components/setting.tsx';
import { usePreferences } from '../../hooks/use-preferences.ts';
import { KeyDialog } from './key-dialog.tsx';
import { Page } from './page.tsx';

/** The map of keys, and a key of one's own for every command. */
export const Keyboard = () => {
  const { t } = useTranslation();
  const [keyboard, change] = usePreferences('keyboard');
  const [asked, setAsked] = useState<CommandId>();
  const bindings = useBindings();
  const changedCount = Object.keys(keyboard.changed).length;
  return (
    <Page title={t('keyboard.title')} lead={t('keyboard.lead')}>
      <SettingGroup title={t('keyboard.keys')}>
        <SegmentSetting
          title={t('keyboard.map')}
          means={t('keyboard.mapMeans')}
          value={keyboard.map}
          options={[
            { value: 'latchkey', label: t('keyboard.mapOwn') },
            { value: 'gmail', label: t('keyboard.mapGmail') },
          ]}
          onChange={(map) => change({ map })}
        />
        <SwitchSetting
          title={t('keyboard.singleLetters')}
          means={t('keyboard.singleLettersMeans')}
          on={keyboard.singleLetters}
          onChange={(singleLetters) => change({ singleLetters })}
        />
        {changedCount === 0 ? null : (
          <SettingRow title={t('keyboard.changed', { count: changedCount })}>
            <Button size="s" onClick={() => change({ changed: {} })}>
              {t('keyboard.allUsual')}
            </Button>
          </SettingRow>
        )}
      </SettingGroup>
      {groupedCommands.map(({ heading, list }) => (
        <SettingGroup key={heading} title={t(heading)}>
          {list.map(({ id, title }) => {
            const name = t(title);
            return (
              <SettingRow key={id} title={name}>
                <span className="keyrow">
                  {(bindings.get(id) ?? []).map((sequence) => (
                    <KeySequence key={sequence} sequence={sequence} spoken />
                  ))}
                </span>
                <Button size="s" aria-label={t('keyboard.changeOf', { command: name })} onClick={() => setAsked(id)}>
                  {t('keyboard.changeOne')}
                </Button>
              </SettingRow>
            );
          })}
        </SettingGroup>
      ))}
      {asked === undefined ? null : (
        <KeyDialog
          id={asked}
          keyboard={keyboard}
          onChange={(changed) =>
            change({ changed: Object.fromEntries(Object.entries(changed).map(([id, keys]) => [id, [...keys]])) })
          }
          onClose={() => setAsked(undefined)}
        />
      )}
    </Page>
  );
};
