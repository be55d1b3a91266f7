import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';

type QuestionDialogProps = {
  readonly title: string;
  readonly lead: string;
  readonly busy: boolean;
  readonly onSubmit: () => void;
  readonly onCancel: () => void;
  readonly focusOn?: () => HTMLElement | null;
  readonly children: ReactNode;
};

/** A small dialog that asks for one thing: Enter sends it, Esc leaves. */
export const QuestionDialog = ({ title, lead, busy, onSubmit, onCancel, focusOn, children }: QuestionDialogProps) => {
  const { t } = useTranslation();
  return (
    <Dialog
      title={title}
      lead={lead}
      width="narrow"
      onClose={onCancel}
      onSubmit={onSubmit}
      {...(focusOn === undefined ? {} : { focusOn })}
      foot={
        <div className="end">
          <Button hotkey="Esc" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" look="primary" busy={busy} hotkey="↵">
            {t('common.continue')}
          </Button>
        </div>
      }
    >
      {children}
    </Dialog>
  );
};
