import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppPassword, Scope } from '../../../app/contract/app-passwords.ts';
import type { InputOf } from '../../../app/contract/area.ts';
import type { Contract } from '../../../app/contract/contract.ts';
import type { Failure } from '../../../app/domain/failure.ts';
import { Check } from '../../components/check.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { DialogButtons } from '../../components/dialog-buttons.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { Select } from '../../components/select.tsx';
import { allScopes } from '../../logic/app-passwords.ts';
import { shortDateOf } from '../../text/dates.ts';
import { type ExpiryDays, expiries } from './expiries.ts';
import { isNameTaken, NameField } from './name-field.tsx';
import { ScopeChoice } from './scope-choice.tsx';

export type AppPasswordChange = InputOf<Contract['appPasswords']['methods']['change']>;

type EditDialogProps = {
  readonly password: AppPassword;
  readonly busy: boolean;
  readonly failure: Failure | undefined;
  readonly onSave: (change: AppPasswordChange) => void;
  readonly onClose: () => void;
};

/** Name, reach, end and pause of a password. What this computer itself uses can only be given another name. */
export const EditDialog = ({ password, busy, failure, onSave, onClose }: EditDialogProps) => {
  const { t } = useTranslation();
  const nameField = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(password.name);
  const [scopes, setScopes] = useState<ReadonlySet<Scope>>(new Set(password.scopes));
  const [days, setDays] = useState<ExpiryDays | 'asItIs'>('asItIs');
  const [paused, setPaused] = useState(!password.enabled);
  const [missing, setMissing] = useState<'name' | 'scopes'>();

  const save = (): void => {
    if (name.trim() === '') {
      setMissing('name');
      nameField.current?.focus();
      return;
    }
    if (scopes.size === 0) {
      setMissing('scopes');
      return;
    }
    const chosen = allScopes.filter((scope) => scopes.has(scope));
    const sameReach = chosen.length === password.scopes.length && chosen.every((one) => password.scopes.includes(one));
    onSave({
      id: password.id,
      ...(name.trim() === password.name ? {} : { name: name.trim() }),
      ...(sameReach ? {} : { scopes: chosen }),
      ...(paused === !password.enabled ? {} : { enabled: !paused }),
      ...(days === 'asItIs' ? {} : { expiresInDays: days === 'never' ? null : Number(days) }),
    });
  };

  const asItIs =
    password.expiresAt === undefined
      ? t('devices.edit.noExpiry')
      : t('devices.edit.asItIs', { date: shortDateOf(password.expiresAt) });
  return (
    <Dialog
      title={t('devices.edit.title', { name: password.name })}
      width="form"
      onClose={onClose}
      onSubmit={save}
      focusOn={() => nameField.current}
      foot={<DialogButtons submit={t('devices.edit.save')} busy={busy} onCancel={onClose} />}
    >
      <NameField
        ref={nameField}
        name={name}
        missing={missing === 'name'}
        failure={failure}
        onChange={(next) => {
          setName(next);
          setMissing(undefined);
        }}
      />
      {password.current ? (
        <p className="t3 small">{t('devices.edit.here')}</p>
      ) : (
        <>
          <ScopeChoice
            scopes={scopes}
            missing={missing === 'scopes'}
            onChange={(next) => {
              setScopes(next);
              setMissing(undefined);
            }}
          />
          {password.deviceBound ? null : (
            <div className="pair">
              <Select
                label={t('appPasswords.expires')}
                value={days}
                options={[
                  { value: 'asItIs' as const, label: asItIs },
                  ...expiries
                    .filter((one) => one.days !== 'never' || password.expiresAt !== undefined)
                    .map(({ days: value, text }) => ({ value, label: t(text) })),
                ]}
                onChange={setDays}
              />
            </div>
          )}
          <Check
            label={t('devices.edit.paused')}
            hint={t('devices.edit.pausedHint')}
            checked={paused}
            onChange={setPaused}
          />
        </>
      )}
      {failure === undefined || isNameTaken(failure) ? null : <FailureBanner failure={failure} />}
    </Dialog>
  );
};
