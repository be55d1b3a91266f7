import { ShieldX } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CertificateFacts as Facts } from '../../../app/domain/failure.ts';
import { auth } from '../../bridge.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { Field } from '../../components/field.tsx';
import { useAction } from '../../hooks/use-action.ts';
import { endsWithPairs } from '../../logic/fingerprint.ts';
import { CertificateFacts } from './certificate-facts.tsx';
import { Fingerprint } from './fingerprint.tsx';

type ChangedProps = { readonly certificate: Facts; readonly previous: string; readonly onBack: () => void };

/**
 * Another certificate than the one that was trusted. A tick is given too easily here: the end of the fingerprint has to
 * come from the administrator, which nobody in between can read out.
 */
export const CertificateChanged = ({ certificate, previous, onBack }: ChangedProps) => {
  const { t } = useTranslation();
  const action = useAction();
  const [typed, setTyped] = useState('');
  const [judged, setJudged] = useState<'missing' | 'differs'>();
  const back = useRef<HTMLButtonElement>(null);
  const field = useRef<HTMLInputElement>(null);
  // What has happened stands at the top, and must be seen first.
  useEffect(() => back.current?.focus({ preventScroll: true }), []);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (endsWithPairs(certificate.fingerprint, typed)) {
      void action.run(() => auth.trustCertificate({ fingerprint: certificate.fingerprint }));
      return;
    }
    setJudged(typed.trim() === '' ? 'missing' : 'differs');
    field.current?.focus();
  };
  return (
    <form className="facts facts--loud" noValidate onSubmit={submit}>
      <h1 className="gate__h">{t('certificate.changed.heading')}</h1>
      <Banner tone="danger" icon={ShieldX} title={t('certificate.changed.title', { host: certificate.host })} appears>
        <p>{t('certificate.changed.means')}</p>
        <p>{t('certificate.changed.next')}</p>
      </Banner>
      <Fingerprint title={t('certificate.previousFingerprint')} value={previous} />
      <Fingerprint title={t('certificate.newFingerprint')} value={certificate.fingerprint} />
      <CertificateFacts certificate={certificate} />
      <Field
        ref={field}
        label={t('certificate.changed.lastPairs')}
        size="l"
        autoComplete="off"
        spellCheck={false}
        maxLength={24}
        placeholder={t('certificate.changed.example')}
        value={typed}
        invalid={judged !== undefined}
        hints={
          judged === undefined
            ? []
            : [
                {
                  tone: 'danger',
                  text: t(judged === 'missing' ? 'certificate.changed.missing' : 'certificate.changed.differs'),
                },
              ]
        }
        onChange={(event) => {
          setTyped(event.target.value);
          setJudged(undefined);
        }}
      />
      {action.failure === undefined ? null : <FailureBanner failure={action.failure} />}
      <div className="row">
        <Button ref={back} look="primary" size="l" className="grow" onClick={onBack}>
          {t('certificate.back')}
        </Button>
        <Button type="submit" size="l" busy={action.busy}>
          {t('certificate.changed.trust')}
        </Button>
      </div>
    </form>
  );
};
