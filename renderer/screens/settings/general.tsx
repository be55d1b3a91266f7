import { useTranslation } from 'react-i18next';
import { SegmentSetting, SelectSetting, SettingGroup, SwitchSetting } from '../../components/setting.tsx';
import { usePreferences } from '../../hooks/use-preferences.ts';
import { Page } from './page.tsx';

export const General = () => {
  const { t } = useTranslation();
  const [general, change] = usePreferences('general');
  return (
    <Page title={t('prefs.general')} lead={t('general.lead')}>
      <SettingGroup title={t('general.language')}>
        <SelectSetting
          title={t('general.language')}
          means={t('general.languageMeans')}
          value={general.language}
          options={[
            { value: 'system', label: t('general.languageSystem') },
            { value: 'en', label: t('general.english') },
            { value: 'de', label: t('general.german') },
          ]}
          onChange={(language) => change({ language })}
        />
      </SettingGroup>
      <SettingGroup title={t('general.window')}>
        <SegmentSetting
          title={t('general.closing')}
          means={t('general.closingMeans')}
          value={general.closing}
          options={[
            { value: 'quit', label: t('general.closingQuit') },
            { value: 'tray', label: t('general.closingTray') },
          ]}
          onChange={(closing) => change(closing === 'tray' ? { closing, tray: true } : { closing })}
        />
        <SwitchSetting
          title={t('general.tray')}
          on={general.tray}
          onChange={(tray) => change(tray ? { tray } : { tray, closing: 'quit' })}
        />
      </SettingGroup>
    </Page>
  );
};
