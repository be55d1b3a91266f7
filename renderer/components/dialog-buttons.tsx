import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';

type DialogButtonsProps = {
  /** What the dialog does when it is answered, as a verb. */
  readonly submit: string;
  readonly busy?: boolean;
  readonly onCancel: () => void;
};

/** The end of a dialog that is a form: Esc leaves it, Enter sends it. */
export const DialogButtons = ({ submit, busy = false, onCancel }: DialogButtonsProps) => {
  const { t } = useTranslation();
  return (
    <div className="end">
      <Button hotkey="Esc" onClick={onCancel}>
        {t('common.cancel')}
      </Button>
      <Button type="submit" look="primary" busy={busy} hotkey="↵">
        {submit}
      </Button>
    </div>
  );
};
