import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auth } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { useAction } from '../../hooks/use-action.ts';

/** The one way out of the set-up: signing out, after saying what that means. */
export const Leave = ({ scanned }: { readonly scanned: boolean }) => {
  const { t } = useTranslation();
  const [asks, setAsks] = useState(false);
  const action = useAction();
  const stay = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button look="ghost" size="l" onClick={() => setAsks(true)}>
        {t('common.signOut')}
      </Button>
      {asks ? (
        <Dialog
          alert
          width="slim"
          title={t('setUp.leave.title')}
          lead={t(scanned ? 'setUp.leave.scanned' : 'setUp.leave.lead')}
          onClose={() => setAsks(false)}
          focusOn={() => stay.current}
          foot={
            <div className="end">
              <Button busy={action.busy} onClick={() => void action.run(() => auth.startOver({}))}>
                {t('common.signOut')}
              </Button>
              <Button ref={stay} look="primary" onClick={() => setAsks(false)}>
                {t('setUp.leave.stay')}
              </Button>
            </div>
          }
        >
          {action.failure === undefined ? undefined : <FailureBanner failure={action.failure} />}
        </Dialog>
      ) : null}
    </>
  );
};
