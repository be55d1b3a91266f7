import { Timer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { session } from '../../bridge.ts';
import { Icon } from '../../components/icon.tsx';
import { CodeDialog } from './code-dialog.tsx';

/** Asks for a fresh code; the proof is good for ten minutes. */
export const StepUpDialog = ({ onDone }: { readonly onDone: (given: boolean) => void }) => {
  const { t } = useTranslation();
  return (
    <CodeDialog
      title={t('stepUp.title')}
      lead={t('stepUp.lead')}
      note={
        <p className="tick small">
          <Icon of={Timer} size="s" />
          {t('stepUp.goodFor')}
        </p>
      }
      send={(code) => session.stepUp({ code })}
      onAccepted={() => onDone(true)}
      onRefused={({ code }) => {
        // The session ended meanwhile: the call behind this dialog asks for the password next.
        if (code === 'sessionEnded' || code === 'signInRequired') onDone(true);
      }}
      onCancel={() => onDone(false)}
    />
  );
};
