import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Scope } from '../../../app/contract/app-passwords.ts';
import type { Failure } from '../../../app/domain/failure.ts';
import { Dialog } from '../../components/dialog.tsx';
import { DialogButtons } from '../../components/dialog-buttons.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { Icon } from '../../components/icon.tsx';
import { Select } from '../../components/select.tsx';
import { useInfo } from '../../hooks/use-info.ts';
import { allScopes, type Preset, presetScopes } from '../../logic/app-passwords.ts';
import { freeName, usualNames } from '../../logic/device-names.ts';
import { type ExpiryDays, expiries } from './expiries.ts';
import { isNameTaken, NameField } from './name-field.tsx';
import { presets } from './presets.tsx';
import { ScopeChoice } from './scope-choice.tsx';

export type NewAppPassword = {
  readonly name: string;
  readonly scopes: Scope[];
  readonly expiresInDays?: number;
};

type CreateDialogProps = {
  readonly preset: Preset | undefined;
  /** Names in use. */
  readonly taken: readonly string[];
  /** Answers what went wrong, or nothing when it was made or given up. */
  readonly onCreate: (wanted: NewAppPassword) => Promise<Failure | undefined>;
  readonly onClose: () => void;
};

const sameScopes = (a: ReadonlySet<Scope>, b: readonly Scope[]): boolean =>
  a.size === b.length && b.every((one) => a.has(one));

export const CreateDialog = ({ preset: first, taken, onCreate, onClose }: CreateDialogProps) => {
  const { t } = useTranslation();
  const nameField = useRef<HTMLInputElement>(null);
  const [preset, setPreset] = useState<Preset>(first ?? 'phone');
  const device = useInfo()?.deviceName;
  const suggestions = usualNames[preset].map((key) => {
    const usual = t(key, { device: device ?? '' }).trim();
    return freeName(usual, taken, (number) => t('deviceNames.numbered', { name: usual, number: String(number) }));
  });
  const [typed, setTyped] = useState<string>();
  const name = typed ?? suggestions[0] ?? '';
  const [scopes, setScopes] = useState<ReadonlySet<Scope>>(new Set(presetScopes[first ?? 'phone']));
  const [days, setDays] = useState<ExpiryDays>('never');
  const [missing, setMissing] = useState<'name' | 'scopes'>();
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);

  const submit = async (): Promise<void> => {
    if (busy) return;
    if (name.trim() === '') {
      setMissing('name');
      nameField.current?.focus();
      return;
    }
    if (scopes.size === 0) {
      setMissing('scopes');
      return;
    }
    setMissing(undefined);
    setFailure(undefined);
    setBusy(true);
    const wanted = { name: name.trim(), scopes: allScopes.filter((scope) => scopes.has(scope)) };
    const failed = await onCreate(days === 'never' ? wanted : { ...wanted, expiresInDays: Number(days) });
    setBusy(false);
    setFailure(failed);
    if (isNameTaken(failed)) nameField.current?.focus();
  };

  return (
    <Dialog
      title={t('appPasswords.new')}
      width="form"
      onClose={onClose}
      onSubmit={() => void submit()}
      focusOn={() => {
        // Typing replaces what is suggested.
        nameField.current?.select();
        return nameField.current;
      }}
      foot={
        <>
          <span className="t3 small">{t('appPasswords.shownOnce')}</span>
          <DialogButtons submit={t('appPasswords.create')} busy={busy} onCancel={onClose} />
        </>
      }
    >
      <div className="presets">
        {presets.map((one) => {
          const on = one.id === preset && sameScopes(scopes, presetScopes[one.id]);
          return (
            <button
              key={one.id}
              type="button"
              className={`preset ${on ? 'is-on' : ''}`}
              aria-pressed={on}
              onClick={() => {
                setPreset(one.id);
                setScopes(new Set(presetScopes[one.id]));
                setMissing(undefined);
              }}
            >
              <Icon of={one.icon} size="l" />
              {t(one.title)}
            </button>
          );
        })}
      </div>
      <NameField
        ref={nameField}
        name={name}
        missing={missing === 'name'}
        failure={failure}
        hint={t('appPasswords.nameHint')}
        onChange={(next) => {
          setTyped(next);
          setMissing(undefined);
          if (isNameTaken(failure)) setFailure(undefined);
        }}
      />
      <fieldset className="names" aria-label={t('deviceNames.suggestions')}>
        {suggestions.map((suggestion) => (
          <button
            key={suggestion}
            type="button"
            className={`chip chip--pick ${suggestion === name ? 'is-on' : ''}`}
            aria-pressed={suggestion === name}
            onClick={() => {
              setTyped(suggestion);
              setMissing(undefined);
            }}
          >
            {suggestion}
          </button>
        ))}
      </fieldset>
      <ScopeChoice
        scopes={scopes}
        missing={missing === 'scopes'}
        onChange={(next) => {
          setScopes(next);
          setMissing(undefined);
        }}
      />
      <div className="pair">
        <Select
          label={t('appPasswords.expires')}
          value={days}
          options={expiries.map(({ days: value, text }) => ({ value, label: t(text) }))}
          onChange={setDays}
        />
      </div>
      {failure === undefined || isNameTaken(failure) ? null : <FailureBanner failure={failure} />}
    </Dialog>
  );
};
