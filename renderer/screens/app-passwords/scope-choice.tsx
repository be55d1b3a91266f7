import { useTranslation } from 'react-i18next';
import type { Scope } from '../../../app/contract/app-passwords.ts';
import { Check } from '../../components/check.tsx';
import { FieldHint } from '../../components/field.tsx';
import { allScopes, scopeNames } from '../../logic/app-passwords.ts';
import type { TextKey } from '../../text/keys.ts';

const plainWords: Readonly<Record<Scope, TextKey>> = {
  imap: 'appPasswords.scope.imap',
  smtp: 'appPasswords.scope.smtp',
  pop3: 'appPasswords.scope.pop3',
  caldav: 'appPasswords.scope.caldav',
  carddav: 'appPasswords.scope.carddav',
};

type ScopeChoiceProps = {
  readonly scopes: ReadonlySet<Scope>;
  readonly missing: boolean;
  readonly onChange: (scopes: ReadonlySet<Scope>) => void;
};

/** Where a password works, in plain words with the protocol beside them. */
export const ScopeChoice = ({ scopes, missing, onChange }: ScopeChoiceProps) => {
  const { t } = useTranslation();
  return (
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
              onChange(next);
            }}
          />
        ))}
      </div>
      {missing ? (
        <FieldHint id="scopes-missing" hint={{ tone: 'danger', text: t('appPasswords.scopesMissing') }} />
      ) : null}
    </fieldset>
  );
};
