import { useTranslation } from 'react-i18next';
import { system } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Logo } from '../../components/logo.tsx';
import { SettingGroup, SettingRow } from '../../components/setting.tsx';
import { UpdateStatus } from '../../components/update-status.tsx';
import type { SystemInfo } from '../../hooks/use-info.ts';
import { Diagnostics } from './diagnostics.tsx';
import { Managed } from './managed.tsx';
import { Page } from './page.tsx';

const licence = 'https://www.gnu.org/licenses/agpl-3.0.html';

export const About = ({ info }: { readonly info: SystemInfo | undefined }) => {
  const { t } = useTranslation();
  const version = info?.version ?? '';
  return (
    <Page title={t('prefs.about')} lead={t('about.lead')}>
      <div className="about">
        <Logo />
        <div className="grow">
          <div className="list__t">{t('app.name')}</div>
          <div className="list__d tnum">{t('about.version', { version })}</div>
        </div>
        <CopyButton text={`${t('app.name')} ${version}`} label={t('about.copyVersion')} />
      </div>
      <SettingGroup title={t('update.title')}>
        <li>
          <UpdateStatus />
        </li>
      </SettingGroup>
      <Managed />
      <Diagnostics />
      <SettingGroup title={t('about.licence')}>
        <SettingRow title="AGPL-3.0-or-later" means={t('about.licenceMeans')}>
          <Button size="s" onClick={() => void system.openLink({ url: licence })}>
            {t('about.read')}
          </Button>
        </SettingRow>
      </SettingGroup>
    </Page>
  );
};
