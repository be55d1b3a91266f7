import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CertificateFacts as Facts } from '../../../app/domain/failure.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { Check } from '../../components/check.tsx';
import { FieldHint } from '../../components/field.tsx';
import { failureText } from '../../text/failure-text.ts';
import { CertificateFacts } from '../sign-in/certificate-facts.tsx';
import { Fingerprint } from '../sign-in/fingerprint.tsx';

type AcceptCertificateProps = { readonly certificate: Facts; readonly onAccept: () => void };

/** A certificate of one service that nobody vouches for: taken only after it was compared. */
export const AcceptCertificate = ({ certificate, onAccept }: AcceptCertificateProps) => {
  const { t } = useTranslation();
  const [compared, setCompared] = useState(false);
  const [missing, setMissing] = useState(false);
  const { means } = failureText(t, { code: 'certificate', certificate });
  const before = certificate.previousFingerprint;
  return (
    <div className="maccount__certificate">
      {before === undefined ? (
        <p>{means}</p>
      ) : (
        <Banner tone="danger" title={t('mailAccount.result.certificate')} appears>
          <p>{means}</p>
        </Banner>
      )}
      <CertificateFacts certificate={certificate} />
      {before === undefined ? null : <Fingerprint title={t('certificate.previousFingerprint')} value={before} />}
      <Fingerprint
        title={t(before === undefined ? 'certificate.fingerprint' : 'certificate.newFingerprint')}
        value={certificate.fingerprint}
      />
      <Check
        label={t('mailAccount.certificate.compared')}
        checked={compared}
        onChange={(checked) => {
          setCompared(checked);
          setMissing(false);
        }}
      />
      {missing ? (
        <FieldHint
          id={`missing-${String(certificate.port)}`}
          hint={{ tone: 'danger', text: t('mailAccount.certificate.missing') }}
        />
      ) : null}
      <Button onClick={() => (compared ? onAccept() : setMissing(true))}>{t('mailAccount.certificate.trust')}</Button>
    </div>
  );
};
