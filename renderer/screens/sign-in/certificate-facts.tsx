import { useTranslation } from 'react-i18next';
import type { CertificateFacts as Facts } from '../../../app/domain/failure.ts';
import { longDateOf } from '../../text/dates.ts';

/** Whose certificate it is, by whom, and from when to when. */
export const CertificateFacts = ({ certificate }: { readonly certificate: Facts }) => {
  const { t } = useTranslation();
  return (
    <dl className="kv">
      <dt>{t('certificate.server')}</dt>
      <dd className="break">{`${certificate.host}:${certificate.port}`}</dd>
      <dt>{t('certificate.subject')}</dt>
      <dd className="break">{certificate.subject}</dd>
      <dt>{t('certificate.issuer')}</dt>
      <dd className="break">{certificate.issuer}</dd>
      <dt>{t('certificate.valid')}</dt>
      <dd>
        {t('certificate.validity', { from: longDateOf(certificate.validFrom), to: longDateOf(certificate.validTo) })}
      </dd>
    </dl>
  );
};
