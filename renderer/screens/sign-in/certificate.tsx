import { ShieldAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CertificateFacts as Facts } from '../../../app/domain/failure.ts';
import { auth } from '../../bridge.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { Check } from '../../components/check.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { FieldHint } from '../../components/field.tsx';
import { useAction } from '../../hooks/use-action.ts';
import { failureText } from '../../text/failure-text.ts';
import { CertificateFacts } from './certificate-facts.tsx';
import { Fingerprint } from './fingerprint.tsx';

type CertificateProps = { readonly certificate: Facts; readonly onBack: () => void };

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
      <CertificateFacts certificate={certificate} />
      <Fingerprint title={t('certificate.fingerprint')} value={certificate.fingerprint} />
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
