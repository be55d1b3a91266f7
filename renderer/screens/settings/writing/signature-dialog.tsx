import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Signature } from '../../../../app/domain/account-settings.ts';
import { Button } from '../../../components/button.tsx';
import { Check } from '../../../components/check.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { Field } from '../../../components/field.tsx';

/** The editor is large, and seldom needed here. */
const SignatureEditor = lazy(async () => ({
  default: (await import('../../compose/signature-editor.tsx')).SignatureEditor,
}));

type SignatureDialogProps = {
  readonly signature: Signature;
  readonly onClose: () => void;
  readonly onSave: (signature: Signature) => void;
};

export const SignatureDialog = ({ signature, onClose, onSave }: SignatureDialogProps) => {
  const { t } = useTranslation();
  const [name, setName] = useState(signature.name);
  const [html, setHtml] = useState(signature.html);
  const [aboveQuote, setAboveQuote] = useState(signature.aboveQuote);
  const [missing, setMissing] = useState(false);
  return (
    <Dialog
      title={t('writingSettings.signature.heading')}
      width="wide"
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            onClick={() =>
              name.trim() === '' ? setMissing(true) : onSave({ ...signature, name: name.trim(), html, aboveQuote })
            }
          >
            {t('writingSettings.save')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <Field
          label={t('writingSettings.signature.name')}
          value={name}
          maxLength={500}
          invalid={missing}
          hints={missing ? [{ tone: 'danger', text: t('writingSettings.signature.noName') }] : []}
          onChange={(event) => setName(event.target.value)}
        />
        <Suspense fallback={<div className="sigedit" aria-busy="true" />}>
          <SignatureEditor html={signature.html} onHtml={setHtml} />
        </Suspense>
        <Check label={t('writingSettings.signature.above')} checked={aboveQuote} onChange={setAboveQuote} />
      </div>
    </Dialog>
  );
};
