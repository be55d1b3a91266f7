import { ChevronDown } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Scope } from '../../../app/contract/app-passwords.ts';
import type { Failure } from '../../../app/domain/failure.ts';
import { Button } from '../../components/button.tsx';
import { Check } from '../../components/check.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { Field, FieldHint } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { allScopes, type Preset, presetScopes, scopeNames } from '../../logic/app-passwords.ts';
import { failureText } from '../../text/failure-text.ts';
import type { TextKey } from '../../text/keys.ts';
import { presets } from './presets.tsx';

export type NewAppPassword = {
  readonly name: string;
  readonly scopes: Scope[];
  readonly expiresInDays?: number;
};

type CreateDialogProps = {
  readonly preset: Preset | undefined;
  /** Answers what went wrong, or nothing when it was made or given up. */
  readonly onCreate: (wanted: NewAppPassword) => Promise<Failure | undefined>;
  readonly onClose: () => void;
};

const plainWords: Readonly<Record<Scope, TextKey>> = {
  imap: 'appPasswords.scope.imap',
  smtp: 'appPasswords.scope.smtp',
  pop3: 'appPasswords.scope.pop3',
  caldav: 'appPasswords.scope.caldav',
  carddav: 'appPasswords.scope.carddav',
};

const expiries: readonly { readonly days: number; readonly text: TextKey }[] = [
  { days: 0, text: 'appPasswords.expiry.never' },
  { days: 30, text: 'appPasswords.expiry.month' },
  { days: 90, text: 'appPasswords.expiry.quarter' },
  { days: 365, text: 'appPasswords.expiry.year' },
];

const sameScopes = (a: ReadonlySet<Scope>, b: readonly Scope[]): boolean =>
  a.size === b.length && b.every((one) => a.has(one));

export const CreateDialog = ({ preset: first, onCreate, onClose }: CreateDialogProps) => {
  const { t } = useTranslation();
  const expiryId = useId();
  const nameField = useRef<HTMLInputElement>(null);
  const [preset, setPreset] = useState<Preset>(first ?? 'phone');
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<ReadonlySet<Scope>>(new Set(presetScopes[first ?? 'phone']));
  const [days, setDays] = useState(0);
  const [missing, setMissing] = useState<'name' | 'scopes'>();
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);
  const taken = failure?.code === 'alreadyExists' ? failureText(t, failure) : undefined;

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
    const failed = await onCreate(days === 0 ? wanted : { ...wanted, expiresInDays: days });
    setBusy(false);
    setFailure(failed);
    if (failed?.code === 'alreadyExists') nameField.current?.focus();
  };

  return (
    <Dialog
      title={t('appPasswords.new')}
      width="form"
      onClose={onClose}
      onSubmit={() => void submit()}
      focusOn={() => nameField.current}
      foot={
        <>
          <span className="t3 small">{t('appPasswords.shownOnce')}</span>
          <div className="end">
            <Button hotkey="Esc" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" look="primary" busy={busy} hotkey="↵">
              {t('appPasswords.create')}
            </Button>
          </div>
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
      <Field
        ref={nameField}
        label={t('appPasswords.name')}
        maxLength={64}
        autoComplete="off"
        value={name}
        invalid={missing === 'name' || taken !== undefined}
        hints={
          missing === 'name'
            ? [{ tone: 'danger', text: t('appPasswords.nameMissing') }]
            : taken === undefined
              ? [{ tone: 'plain', text: t('appPasswords.nameHint') }]
              : [{ tone: 'danger', text: `${taken.title}. ${taken.next}` }]
        }
        onChange={(event) => {
          setName(event.target.value);
          setMissing(undefined);
          if (taken !== undefined) setFailure(undefined);
        }}
      />
      <fieldset className="field">
        <legend className="field__label">{t('appPasswords.where')}</legend>
        <div className="scopes">
          {allScopes.map((scope) => (
            <Check
              key={scope}
              label={t(plainWords[scope])}
              checked={scopes.has(scope)}
              end={
                <span className="chip" aria-hidden="true">
                  {scopeNames[scope]}
                </span>
              }
              onChange={(checked) => {
                const next = new Set(scopes);
                if (checked) next.add(scope);
                else next.delete(scope);
                setScopes(next);
                setMissing(undefined);
              }}
            />
          ))}
        </div>
        {missing === 'scopes' ? (
          <FieldHint id="scopes-missing" hint={{ tone: 'danger', text: t('appPasswords.scopesMissing') }} />
        ) : null}
      </fieldset>
      <div className="pair">
        <div className="field">
          <label className="field__label" htmlFor={expiryId}>
            {t('appPasswords.expires')}
          </label>
          <div className="select-wrap">
            <select
              id={expiryId}
              className="select"
              value={days}
              onChange={(event) => setDays(Number(event.target.value))}
            >
              {expiries.map((expiry) => (
                <option key={expiry.days} value={expiry.days}>
                  {t(expiry.text)}
                </option>
              ))}
            </select>
            <Icon of={ChevronDown} />
          </div>
        </div>
      </div>
      {failure === undefined || taken !== undefined ? null : <FailureBanner failure={failure} />}
    </Dialog>
  );
};
