import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { accounts } from '../bridge.ts';
import { useAction } from '../hooks/use-action.ts';
import { useHousehold } from '../hooks/use-household.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

/** The way from a sign-in back to the mailboxes that are open behind it; nothing where there are none. */
export const LeaveSignIn = () => {
  const { t } = useTranslation();
  const household = useHousehold();
  const action = useAction();
  if (household?.leavable !== true) return null;
  return (
    <Button
      className="rail__leave"
      look="ghost"
      busy={action.busy}
      onClick={() => void action.run(() => accounts.leave({}))}
    >
      <Icon of={ArrowLeft} />
      {t('accounts.leave')}
    </Button>
  );
};
