import { LockKeyhole } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Gate } from '../../../app/contract/gate.ts';
import { auth } from '../../bridge.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { GateFooter } from '../../components/gate-footer.tsx';
import { useAction } from '../../hooks/use-action.ts';
import { failureText } from '../../text/failure-text.ts';

type KeychainGate = Extract<Gate, { step: 'keychain' }>;

/** The keychain does not give the sign-in back: ask it again, or go on for this run only. */
export const Keychain = ({ gate }: { readonly gate: KeychainGate }) => {
  const { t } = useTranslation();
  const retry = useAction();
  const goOn = useAction();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const { title, means, next } = failureText(t, { code: 'keychain', state: gate.state });
  const replaceable = gate.state === 'backendChanged' || gate.state === 'unreadable';
  const failure = retry.failure ?? goOn.failure;
  const repeated = failure?.code === 'keychain' && failure.state === gate.state;
  return (
    <main className="gate__main">
      <div className="gate__center">
        <div className="facts">
          <h1 className="sr">{t('keychain.heading')}</h1>
          <Banner tone="warn" icon={LockKeyhole} title={title} appears>
            <p>{means}</p>
            <p>{next}</p>
          </Banner>
          {gate.address === '' ? null : <p className="t2">{t('keychain.account', { address: gate.address })}</p>}
          {failure === undefined || repeated ? null : <FailureBanner failure={failure} />}
          {repeated ? (
            <p className="t2" role="status">
              {t('keychain.still')}
            </p>
          ) : null}
          <div className="row">
            <Button
              ref={first}
              look="primary"
              size="l"
              className="grow"
              busy={retry.busy}
              onClick={() => void retry.run(() => auth.retryKeychain({}))}
            >
              {t(gate.state === 'locked' ? 'keychain.unlock' : 'keychain.retry')}
            </Button>
            {replaceable ? (
              <Button size="l" busy={goOn.busy} onClick={() => void goOn.run(() => auth.signInAnew({}))}>
                {t('keychain.anew')}
              </Button>
            ) : null}
            <Button size="l" busy={goOn.busy} onClick={() => void goOn.run(() => auth.continueWithoutKeychain({}))}>
              {t('keychain.forNow')}
            </Button>
          </div>
          {replaceable ? <p className="t3 small">{t('keychain.anewMeans')}</p> : null}
          <p className="t3 small">{t('keychain.forNowMeans')}</p>
        </div>
      </div>
      <GateFooter keys={[]} />
    </main>
  );
};
