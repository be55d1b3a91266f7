import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/dialog.tsx';
import { DialogButtons } from '../../components/dialog-buttons.tsx';

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
      foot={<DialogButtons submit={t('common.continue')} busy={busy} onCancel={onCancel} />}
    >
      {children}
    </Dialog>
  );
};
