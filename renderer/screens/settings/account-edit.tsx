import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountColour, AccountFacts } from '../../../app/domain/account.ts';
import { accountColours } from '../../../app/domain/choices.ts';
import { accounts } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { Field } from '../../components/field.tsx';
import { useAction } from '../../hooks/use-action.ts';
import type { TextKey } from '../../text/keys.ts';

const colourNames: Readonly<Record<AccountColour, TextKey>> = {
  petrol: 'accounts.colour.petrol',
  plum: 'accounts.colour.plum',
  moss: 'accounts.colour.moss',
  rust: 'accounts.colour.rust',
  indigo: 'accounts.colour.indigo',
  ochre: 'accounts.colour.ochre',
};

/** What an account is called here and by which colour it is known. */
export const AccountEdit = ({ account, onClose }: { readonly account: AccountFacts; readonly onClose: () => void }) => {
  const { t } = useTranslation();
  const action = useAction();
  const [name, setName] = useState(account.name);
  const [colour, setColour] = useState(account.colour);
  const save = async (): Promise<void> => {
    const reply = await action.run(() => accounts.edit({ account: account.id, name: name.trim(), colour }));
    if (reply.ok) onClose();
  };
  return (
    <Dialog
      width="slim"
      title={t('accounts.edit.title')}
      lead={account.address}
      onClose={onClose}
      onSubmit={() => void save()}
      foot={
        <div className="end">
          <Button hotkey="Esc" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" look="primary" busy={action.busy}>
            {t('accounts.edit.save')}
          </Button>
        </div>
      }
    >
      <Field
        label={t('accounts.edit.name')}
        maxLength={64}
        value={name}
        placeholder={account.address}
        hints={[{ tone: 'plain', text: t('accounts.edit.nameHint') }]}
        onChange={(event) => setName(event.target.value)}
      />
      <fieldset className="acolours">
        <legend className="field__label">{t('accounts.edit.colour')}</legend>
        {accountColours.map((one) => (
          <label key={one} className="acolours__one">
            <input
              type="radio"
              name="colour"
              value={one}
              checked={one === colour}
              onChange={() => setColour(one)}
              aria-label={t(colourNames[one])}
            />
            <span className={`amark amark--${one}`} title={t(colourNames[one])} />
          </label>
        ))}
      </fieldset>
      {action.failure === undefined ? undefined : <FailureBanner failure={action.failure} />}
    </Dialog>
  );
};
