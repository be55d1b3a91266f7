import { useTranslation } from 'react-i18next';
import { isQuiet, tomorrowMorning } from '../../../app/domain/quiet-hours.ts';
import { Button } from '../../components/button.tsx';
import { Check } from '../../components/check.tsx';
import { SelectSetting, SettingGroup, SettingRow, SwitchSetting, TimeSetting } from '../../components/setting.tsx';
import { useFolders } from '../../hooks/use-folders.ts';
import { useNow } from '../../hooks/use-now.ts';
import { usePreferences } from '../../hooks/use-preferences.ts';
import { dateAndTimeOf, timeOf } from '../../text/dates.ts';
import { folderName } from '../mailbox/folder-names.ts';
import { Page } from './page.tsx';

/** Milliseconds after which the page looks whether a pause has ended. */
const look = 10_000;

export const Notifications = () => {
  const { t } = useTranslation();
  const [chosen, change] = usePreferences('notifications');
  const { list: folders = [] } = useFolders();
  const now = new Date(useNow(look));
  const paused = chosen.quietUntil !== '' && isQuiet({ ...chosen, quietHours: false }, now);
  const tomorrow = tomorrowMorning(chosen, now);
  const tick = (path: string, on: boolean): void =>
    change({ folders: on ? [...chosen.folders, path] : chosen.folders.filter((one) => one !== path) });
  return (
    <Page title={t('prefs.notifications')} lead={t('notify.lead')}>
      <SettingGroup title={t('notify.newMail')}>
        <SwitchSetting
          title={t('notify.on')}
          means={t('notify.onMeans')}
          on={chosen.newMail}
          onChange={(newMail) => change({ newMail })}
        />
        <SwitchSetting
          title={t('notify.preview')}
          means={t('notify.previewMeans')}
          on={chosen.preview}
          onChange={(preview) => change({ preview })}
        />
        <SelectSetting
          title={t('notify.sound')}
          value={chosen.sound}
          options={[
            { value: 'system', label: t('notify.soundSystem') },
            { value: 'none', label: t('notify.soundNone') },
          ]}
          onChange={(sound) => change({ sound })}
        />
        <SwitchSetting
          title={t('notify.inFront')}
          means={t('notify.inFrontMeans')}
          on={chosen.quietInFront}
          onChange={(quietInFront) => change({ quietInFront })}
        />
        <SwitchSetting
          title={t('notify.badge')}
          means={t('notify.badgeMeans')}
          on={chosen.badge}
          onChange={(badge) => change({ badge })}
        />
      </SettingGroup>
      <SettingGroup title={t('notify.quiet')}>
        <SettingRow
          title={t('notify.untilTomorrow')}
          means={
            paused
              ? t('notify.quietNow', { time: dateAndTimeOf(chosen.quietUntil) })
              : t('notify.untilTomorrowMeans', { time: timeOf(tomorrow) })
          }
        >
          {paused ? (
            <Button size="s" onClick={() => change({ quietUntil: '' })}>
              {t('notify.quietEnd')}
            </Button>
          ) : (
            <Button size="s" onClick={() => change({ quietUntil: tomorrow })}>
              {t('notify.untilTomorrow')}
            </Button>
          )}
        </SettingRow>
        <SwitchSetting
          title={t('notify.hours')}
          on={chosen.quietHours}
          onChange={(quietHours) => change({ quietHours })}
        />
        {chosen.quietHours ? (
          <>
            <TimeSetting
              title={t('notify.from')}
              value={chosen.quietFrom}
              onChange={(quietFrom) => change({ quietFrom })}
            />
            <TimeSetting title={t('notify.to')} value={chosen.quietTo} onChange={(quietTo) => change({ quietTo })} />
          </>
        ) : null}
      </SettingGroup>
      <SettingGroup title={t('notify.folders')}>
        <li className="setting setting--stack">
          <p className="list__d">{t('notify.foldersMeans')}</p>
          <fieldset className="ticks" aria-label={t('notify.folders')}>
            {folders
              .filter(({ role }) => role !== 'sent' && role !== 'drafts' && role !== 'bin')
              .map((folder) => (
                <Check
                  key={folder.path}
                  label={folderName(t, folder)}
                  checked={chosen.folders.includes(folder.path)}
                  onChange={(on) => tick(folder.path, on)}
                />
              ))}
          </fieldset>
        </li>
      </SettingGroup>
    </Page>
  );
};
