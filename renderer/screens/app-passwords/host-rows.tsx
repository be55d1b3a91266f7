import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../components/copy-button.tsx';
import type { Created } from './secret-dialog.tsx';

/** What else a device asks for beside the password. */
export const HostRows = ({ created }: { readonly created: Created }) => {
  const { t } = useTranslation();
  const { imap, smtp, scopes, user } = created;
  const hosts = [
    ...(scopes.includes('imap') ? [{ what: t('secret.read'), ...imap }] : []),
    ...(scopes.includes('smtp') && smtp !== undefined ? [{ what: t('secret.send'), ...smtp }] : []),
  ];
  return (
    <table className="hostrows">
      <thead>
        <tr>
          <th>{t('secret.forDevice')}</th>
          <th>{t('secret.server')}</th>
          <th>{t('secret.port')}</th>
          <th>{t('secret.security')}</th>
          <th>
            <span className="sr">{t('copy.copy')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {hosts.map((host) => (
          <tr key={host.what}>
            <td>{host.what}</td>
            <td className="break">{host.host}</td>
            <td className="tnum">{host.port}</td>
            <td>{host.security === 'tls' ? 'SSL/TLS' : 'STARTTLS'}</td>
            <td>
              <CopyButton text={host.host} name={t('secret.copyServer', { what: host.what })} look="ghost" size="s" />
            </td>
          </tr>
        ))}
        <tr>
          <td>{t('secret.user')}</td>
          <td colSpan={3} className="break">
            {user}
          </td>
          <td>
            <CopyButton text={user} name={t('secret.copyUser')} look="ghost" size="s" />
          </td>
        </tr>
      </tbody>
    </table>
  );
};
