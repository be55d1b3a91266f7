import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Identity, Signature } from '../../../../app/domain/account-settings.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { Field } from '../../../components/field.tsx';
import { isSendable } from '../../../logic/writing/recipients.ts';

type IdentityDialogProps = {
  readonly identity: Identity;
  readonly signatures: readonly Signature[];
  readonly onClose: () => void;
  readonly onSave: (identity: Identity) => void;
};

export const IdentityDialog = ({ identity, signatures, onClose, onSave }: IdentityDialogProps) => {
  const { t } = useTranslation();
  const [value, setValue] = useState(identity);
  const [wrong, setWrong] = useState<'address' | 'replyTo'>();
  const change = (part: Partial<Identity>): void => {
    setValue((before) => ({ ...before, ...part }));
    setWrong(undefined);
  };
  const save = (): void => {
    const [address, replyTo] = [value.address.trim(), value.replyTo.trim()];
    if (!isSendable(address)) setWrong('address');
    else if (replyTo !== '' && !isSendable(replyTo)) setWrong('replyTo');
    else onSave({ ...value, name: value.name.trim(), address, replyTo });
  };
  const hint = (field: 'address' | 'replyTo') =>
    wrong === field ? [{ tone: 'danger' as const, text: t('writingSettings.identity.wrong') }] : [];
  return (
    <Dialog
      title={t('writingSettings.identity.heading')}
      lead={t('writingSettings.identity.means')}
      width="form"
      onClose={onClose}
      onSubmit={save}
      foot={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="primary" type="submit">
            {t('writingSettings.save')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <Field
          label={t('writingSettings.identity.name')}
          value={value.name}
          maxLength={500}
          onChange={(event) => change({ name: event.target.value })}
        />
        <Field
          label={t('writingSettings.identity.address')}
          value={value.address}
          maxLength={320}
          invalid={wrong === 'address'}
          hints={hint('address')}
          onChange={(event) => change({ address: event.target.value })}
        />
        <Field
          label={t('writingSettings.identity.replyTo')}
          value={value.replyTo}
          maxLength={320}
          invalid={wrong === 'replyTo'}
          hints={hint('replyTo')}
          onChange={(event) => change({ replyTo: event.target.value })}
        />
        <div className="field">
          <label className="field__label" htmlFor="identity-signature">
            {t('compose.signature.title')}
          </label>
          <select
            id="identity-signature"
            className="input"
            value={value.signature}
            onChange={(event) => change({ signature: event.target.value })}
          >
            <option value="">{t('compose.signature.none')}</option>
            {signatures.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
      </div>
    </Dialog>
  );
};
