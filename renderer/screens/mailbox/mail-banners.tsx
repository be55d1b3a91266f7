import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../app/domain/failure.ts';
import type { MailStatus } from '../../../app/domain/mail.ts';
import { auth } from '../../bridge.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { useAction } from '../../hooks/use-action.ts';
import type { MailboxGate } from './mailbox.tsx';

/** What concerns the whole account: somebody must act, or should know. */
export const MailBanners = ({ gate, status }: { readonly gate: MailboxGate; readonly status: MailStatus }) => {
  const { t } = useTranslation();
  const [known, setKnown] = useState(false);
  const again = useAction();
  const failure: Failure | undefined =
    gate.failure ?? (status.state === 'refused' ? { code: 'mailRefused', reason: status.reason } : undefined);
  const noKeychain = gate.kept === 'memoryNoKeychain' && !known;
  if (failure === undefined && !noKeychain) return null;
  return (
    <div className="house__banners">
      {failure === undefined ? null : (
        <FailureBanner
          failure={failure}
          context={{ address: gate.address, host: gate.serverHost }}
          actions={
            failure.code === 'mailRefused' ? (
              <Button busy={again.busy} onClick={() => void again.run(() => auth.startOver({}))}>
                {t('mailbox.signInAgain')}
              </Button>
            ) : undefined
          }
        />
      )}
      {noKeychain ? (
        <Banner
          tone="warn"
          icon={KeyRound}
          title={t('mailbox.noKeychain.title')}
          actions={<Button onClick={() => setKnown(true)}>{t('mailbox.noKeychain.known')}</Button>}
        >
          <p>{t('mailbox.noKeychain.means')}</p>
        </Banner>
      ) : null}
    </div>
  );
};
