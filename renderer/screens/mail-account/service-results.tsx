import { CircleCheck, CircleMinus, CircleX } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CertificateFacts } from '../../../app/domain/failure.ts';
import type { MailCheck, ServiceResult } from '../../../app/domain/mail-check.ts';
import { Icon } from '../../components/icon.tsx';
import type { TextKey } from '../../text/keys.ts';
import { AcceptCertificate } from './accept-certificate.tsx';
import { resultText } from './result-text.ts';

const services: readonly { readonly id: 'imap' | 'smtp'; readonly title: TextKey }[] = [
  { id: 'imap', title: 'mailAccount.servers.reading' },
  { id: 'smtp', title: 'mailAccount.servers.sending' },
];

const Mark = ({ result }: { readonly result: ServiceResult }) => {
  if (result.state === 'ok') return <Icon of={CircleCheck} className="ok" />;
  return result.state === 'reached' ? <Icon of={CircleMinus} /> : <Icon of={CircleX} className="danger" />;
};

type ServiceResultsProps = {
  readonly check: MailCheck;
  readonly isAccepted: (certificate: CertificateFacts) => boolean;
  readonly onAccept: (certificate: CertificateFacts) => void;
};

/** What a test of both services came to, each by itself, and what to do about it. */
export const ServiceResults = ({ check, isAccepted, onAccept }: ServiceResultsProps) => {
  const { t } = useTranslation();
  const place = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each test's end is brought into sight
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), [check]);
  return (
    <section ref={place} className="maccount__results" aria-label={t('mailAccount.result.title')}>
      <div role="status">
        <ul className="maccount__list">
          {services.map(({ id, title }) => {
            const result = check[id];
            const { means, next } = resultText(result);
            return (
              <li key={id} className="maccount__result">
                <Mark result={result} />
                <div>
                  <div className="maccount__service">{t(title)}</div>
                  <p>{t(means)}</p>
                  {'reason' in result && result.reason !== '' ? (
                    <p className="t2">{t('mailAccount.result.said', { reason: result.reason })}</p>
                  ) : null}
                  {next === undefined ? null : <p className="t2">{t(next)}</p>}
                </div>
              </li>
            );
          })}
        </ul>
      </div>
      {services.map(({ id }) => {
        const result = check[id];
        if (result.state !== 'certificate') return null;
        return isAccepted(result.certificate) ? (
          <p key={id} role="status">
            {t('mailAccount.certificate.accepted')}
          </p>
        ) : (
          <AcceptCertificate key={id} certificate={result.certificate} onAccept={() => onAccept(result.certificate)} />
        );
      })}
    </section>
  );
};
