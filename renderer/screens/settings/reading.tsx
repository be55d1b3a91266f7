import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { SelectSetting, SettingGroup, SettingRow, SwitchSetting } from '../../components/setting.tsx';
import { useAccountSetting } from '../../hooks/use-account-setting.ts';
import { usePolicy } from '../../hooks/use-policy.ts';
import { usePreferences } from '../../hooks/use-preferences.ts';
import { Page } from './page.tsx';

/** How messages are shown, and the word that was given for each sender. */
export const ReadingSettings = () => {
  const { t } = useTranslation();
  const [reading, change] = usePreferences('reading');
  const picturesManaged = usePolicy()?.remotePicturesNever === true;
  return (
    <Page title={t('readingSettings.title')} lead={t('readingSettings.lead')}>
      <SettingGroup title={t('readingSettings.messages')}>
        <SelectSetting
          title={t('readingSettings.pictures')}
          means={t(picturesManaged ? 'managed.by' : 'readingSettings.picturesMeans')}
          disabled={picturesManaged}
          value={reading.remotePictures}
          options={[
            { value: 'ask', label: t('readingSettings.ask') },
            { value: 'never', label: t('readingSettings.never') },
            { value: 'always', label: t('readingSettings.always') },
          ]}
          onChange={(remotePictures) => change({ remotePictures })}
        />
        <SwitchSetting
          title={t('readingSettings.dark')}
          means={t('readingSettings.darkMeans')}
          on={reading.darkMail}
          onChange={(darkMail) => change({ darkMail })}
        />
        <SwitchSetting
          title={t('readingSettings.fold')}
          on={reading.foldQuotes}
          onChange={(foldQuotes) => change({ foldQuotes })}
        />
      </SettingGroup>
      <Senders />
    </Page>
  );
};

const Senders = () => {
  const { t } = useTranslation();
  const [senders, change] = useAccountSetting('remoteSenders');
  const known = Object.entries(senders ?? {}).sort(([a], [b]) => a.localeCompare(b));
  return (
    <SettingGroup title={t('readingSettings.senders')}>
      {known.length === 0 ? (
        <SettingRow title={t('readingSettings.noSenders')} means={t('readingSettings.noSendersMeans')} />
      ) : (
        known.map(([address, word]) => (
          <SettingRow
            key={address}
            title={address}
            means={t(word === 'always' ? 'readingSettings.senderAlways' : 'readingSettings.senderNever')}
          >
            <Button
              size="s"
              aria-label={t('readingSettings.forgetSender', { address })}
              onClick={() => {
                const { [address]: _forgotten, ...others } = senders ?? {};
                void change(others);
              }}
            >
              {t('readingSettings.forget')}
            </Button>
          </SettingRow>
        ))
      )}
    </SettingGroup>
  );
};
