import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { useAction } from '../../hooks/use-action.ts';
import type { TextKey } from '../../text/keys.ts';
import { useWizardActs, type WizardActs } from './wizard-acts.ts';

type Words = { readonly verb: TextKey; readonly title: TextKey; readonly lead: TextKey; readonly scanned: TextKey };

const words: Readonly<Record<WizardActs['where'], Words>> = {
  door: {
    verb: 'common.signOut',
    title: 'setUp.leave.title',
    lead: 'setUp.leave.lead',
    scanned: 'setUp.leave.scanned',
  },
  chosen: {
    verb: 'setUpHere.leave',
    title: 'setUpHere.leaveTitle',
    lead: 'setUpHere.leaveChosen',
    scanned: 'setUpHere.leaveChosenScanned',
  },
  demanded: {
    verb: 'setUpHere.leave',
    title: 'setUpHere.leaveTitle',
    lead: 'setUpHere.leaveDemanded',
    scanned: 'setUpHere.leaveDemandedScanned',
  },
};

/** The one way out of the set-up, after saying what that means: signing out at the door, back to mail behind it. */
export const Leave = ({ scanned }: { readonly scanned: boolean }) => {
  const { t } = useTranslation();
  const acts = useWizardActs();
  const say = words[acts.where];
  const [asks, setAsks] = useState(false);
  const action = useAction();
  const stay = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button look="ghost" size="l" onClick={() => setAsks(true)}>
        {t(say.verb)}
      </Button>
      {asks ? (
        <Dialog
          alert
          width="slim"
          title={t(say.title)}
          lead={t(scanned ? say.scanned : say.lead)}
          onClose={() => setAsks(false)}
          focusOn={() => stay.current}
          foot={
            <div className="end">
              <Button busy={action.busy} onClick={() => void action.run(() => acts.leave({}))}>
                {t(say.verb)}
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
