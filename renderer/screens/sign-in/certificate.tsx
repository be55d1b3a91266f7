import { ShieldAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CertificateFacts } from '../../../app/domain/failure.ts';
import { auth } from '../../bridge.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { Check } from '../../components/check.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { FieldHint } from '../../components/field.tsx';
import { useAction } from '../../hooks/use-action.ts';
import { fingerprintLines } from '../../logic/fingerprint.ts';
import { longDateOf } from '../../text/dates.ts';
import { failureText } from '../../text/failure-text.ts';

const Fingerprint = ({ title, value }: { readonly title: string; readonly value: string }) => {
  const { t } = useTranslation();
  return (
    <div>
      <div className="facts__head">
        <span>{title}</span>
        <CopyButton
          text={value}
          look="link"
          label={t('copy.copy')}
          name={t('certificate.copyFingerprint', { title })}
        />
      </div>
      <div className="fp">
        {fingerprintLines(value).map((line) => (
          <span key={line}>{line}</span>
        ))}
      </div>
    </div>
  );
};

type CertificateProps = { readonly certificate: CertificateFacts; readonly onBack: () => void };

/** A certificate nobody vouches for: the safe way back is the first choice, trusting needs a tick. */
export const Certificate = ({ certificate, onBack }: CertificateProps) => {
  const { t } = useTranslation();
  const action = useAction();
  const [compared, setCompared] = useState(false);
  const [missing, setMissing] = useState(false);
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus(), []);
  const { title, means } = failureText(t, { code: 'certificate', certificate });
  const trust = (): void => {
    if (!compared) setMissing(true);
    else void action.run(() => auth.trustCertificate({ fingerprint: certificate.fingerprint }));
  };
  return (
    <div className="facts">
      <h1 className="sr">{t('certificate.heading')}</h1>
      <Banner tone="danger" title={title} icon={ShieldAlert} appears>
        <p>{means}</p>
      </Banner>
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
      {certificate.previousFingerprint === undefined ? null : (
        <Fingerprint title={t('certificate.previousFingerprint')} value={certificate.previousFingerprint} />
      )}
      <Fingerprint
        title={t(
          certificate.previousFingerprint === undefined ? 'certificate.fingerprint' : 'certificate.newFingerprint',
        )}
        value={certificate.fingerprint}
      />
      <div className="field">
        <Check
          label={t('certificate.compared')}
          hint={t('certificate.comparedHint')}
          checked={compared}
          onChange={(checked) => {
            setCompared(checked);
            setMissing(false);
          }}
        />
        {missing ? (
          <FieldHint id="certificate-missing" hint={{ tone: 'danger', text: t('certificate.missing') }} />
        ) : null}
      </div>
      {action.failure === undefined ? null : <FailureBanner failure={action.failure} />}
      <div className="row">
        <Button ref={back} look="primary" size="l" className="grow" onClick={onBack}>
          {t('certificate.back')}
        </Button>
        <Button size="l" busy={action.busy} onClick={trust}>
          {t('certificate.trust')}
        </Button>
      </div>
    </div>
  );
};
