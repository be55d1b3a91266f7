import { useTranslation } from 'react-i18next';
import { type PolicyKey, policyKeys } from '../../../app/domain/policy.ts';
import { SettingGroup, SettingRow } from '../../components/setting.tsx';
import { usePolicy } from '../../hooks/use-policy.ts';
import type { TextKey } from '../../text/keys.ts';

const names: Readonly<Record<PolicyKey, TextKey>> = {
  server: 'managed.keys.server',
  allowedServers: 'managed.keys.allowedServers',
  authorityFile: 'managed.keys.authorityFile',
  updateMode: 'managed.keys.updateMode',
  updateFeed: 'managed.keys.updateFeed',
  updateKey: 'managed.keys.updateKey',
  updateChannel: 'managed.keys.updateChannel',
  remotePictures: 'managed.keys.remotePictures',
  export: 'managed.keys.export',
  logLevel: 'managed.keys.logLevel',
  remoteDebugging: 'managed.keys.remoteDebugging',
};

/** What an organisation decided on this computer, and what is wrong with how it said so. Nothing where nobody did. */
export const Managed = () => {
  const { t } = useTranslation();
  const policy = usePolicy();
  if (policy === undefined || !policy.managed) return null;
  const named = (keys: readonly string[]): string =>
    keys.map((key) => (key in names ? t(names[key as PolicyKey]) : key)).join(', ');
  const wholeWrong = policy.faults.some(({ key }) => key === '');
  const held = policyKeys.filter((key) => policy.keys.includes(key));
  return (
    <SettingGroup title={t('managed.title')}>
      {wholeWrong ? (
        <SettingRow title={t('managed.wholeWrong')} means={t('managed.wholeMeans')} />
      ) : (
        <SettingRow
          title={t('managed.by')}
          means={held.length === 0 ? t('managed.none') : t('managed.means', { what: named(held) })}
        />
      )}
      {wholeWrong || policy.faults.length === 0 ? null : (
        <SettingRow
          title={t('managed.wrong')}
          means={t('managed.wrongMeans', { what: named(policy.faults.map(({ key }) => key)) })}
        />
      )}
    </SettingGroup>
  );
};
