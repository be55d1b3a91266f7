import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

type QuestionProps = {
  readonly title: string;
  readonly means: string;
  /** What the button says that does it. */
  readonly verb: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
};

/** Asks before something that cannot be taken back; the safe button has the focus. */
export const DangerDialog = ({ title, means, verb, onYes, onNo }: QuestionProps) => {
  const { t } = useTranslation();
  return (
    <Dialog
      title={title}
      lead={means}
      width="narrow"
      alert
      onClose={onNo}
      foot={
        <div className="end">
          <Button onClick={onNo}>{t('common.cancel')}</Button>
          <Button look="danger" onClick={onYes}>
            {verb}
          </Button>
        </div>
      }
    />
  );
};
