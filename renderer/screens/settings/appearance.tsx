import { useTranslation } from 'react-i18next';
import { textSizes } from '../../../app/domain/choices.ts';
import { SegmentSetting, SelectSetting, SettingGroup } from '../../components/setting.tsx';
import { usePreferences } from '../../hooks/use-preferences.ts';
import { Page } from './page.tsx';

export const Appearance = () => {
  const { t } = useTranslation();
  const [appearance, change] = usePreferences('appearance');
  return (
    <Page title={t('prefs.appearance')} lead={t('appearance.lead')}>
      <SettingGroup title={t('prefs.appearance')}>
        <SegmentSetting
          title={t('appearance.theme')}
          value={appearance.theme}
          options={[
            { value: 'system', label: t('appearance.themeSystem') },
            { value: 'light', label: t('appearance.themeLight') },
            { value: 'dark', label: t('appearance.themeDark') },
          ]}
          onChange={(theme) => change({ theme })}
        />
        <SegmentSetting
          title={t('appearance.density')}
          means={t('appearance.densityMeans')}
          value={appearance.density}
          options={[
            { value: 'comfortable', label: t('appearance.comfortable') },
            { value: 'compact', label: t('appearance.compact') },
          ]}
          onChange={(density) => change({ density })}
        />
        <SelectSetting
          title={t('appearance.textSize')}
          means={t('appearance.textSizeMeans')}
          value={String(appearance.textSize)}
          options={textSizes.map((size) => ({ value: String(size), label: t('appearance.percent', { size }) }))}
          onChange={(chosen) => {
            const textSize = textSizes.find((size) => String(size) === chosen);
            if (textSize !== undefined) change({ textSize });
          }}
        />
      </SettingGroup>
    </Page>
  );
};
