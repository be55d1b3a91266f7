import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';

type TemplateDialogProps = {
  readonly subject: string;
  readonly onClose: () => void;
  readonly onSave: (name: string) => void;
};

export const TemplateDialog = ({ subject, onClose, onSave }: TemplateDialogProps) => {
  const { t } = useTranslation();
  const [name, setName] = useState(subject);
  const [missing, setMissing] = useState(false);
  return (
    <Dialog
      title={t('compose.template.save')}
      lead={t('compose.template.means')}
      width="slim"
      onClose={onClose}
      onSubmit={() => (name.trim() === '' ? setMissing(true) : onSave(name.trim().slice(0, 500)))}
      foot={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="primary" type="submit">
            {t('compose.template.keep')}
          </Button>
        </>
      }
    >
      <Field
        label={t('compose.template.name')}
        value={name}
        invalid={missing}
        hints={missing ? [{ tone: 'danger', text: t('compose.template.noName') }] : []}
        onChange={(event) => setName(event.target.value)}
      />
    </Dialog>
  );
};
