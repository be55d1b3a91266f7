import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';

type ConfirmProps = {
  readonly title: string;
  readonly means: string;
  readonly verb: string;
  readonly danger?: boolean;
  readonly onBack: () => void;
  readonly onDo: () => void;
};

/** A question with one consequence. */
export const Confirm = ({ title, means, verb, danger = false, onBack, onDo }: ConfirmProps) => {
  const { t } = useTranslation();
  return (
    <Dialog
      title={title}
      lead={means}
      width="slim"
      alert
      onClose={onBack}
      foot={
        <>
          <Button onClick={onBack}>{t('common.cancel')}</Button>
          <Button look={danger ? 'danger' : 'primary'} onClick={onDo}>
            {verb}
          </Button>
        </>
      }
    />
  );
};
