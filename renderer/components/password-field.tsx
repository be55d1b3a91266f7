import { Eye, EyeOff } from 'lucide-react';
import { type KeyboardEvent, type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field, type Hint } from './field.tsx';
import { Icon } from './icon.tsx';

type PasswordFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly size?: 'm' | 'l';
  readonly invalid?: boolean;
  readonly hints?: readonly Hint[];
  readonly autoFocus?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
};

export const PasswordField = ({ onChange, hints = [], ref, ...rest }: PasswordFieldProps) => {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const lookAtCapsLock = (event: KeyboardEvent): void => setCapsLock(event.getModifierState('CapsLock'));
  return (
    <Field
      {...rest}
      {...(ref === undefined ? {} : { ref })}
      type={shown ? 'text' : 'password'}
      autoComplete="current-password"
      spellCheck={false}
      autoCapitalize="off"
      maxLength={1024}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={lookAtCapsLock}
      onKeyUp={lookAtCapsLock}
      onBlur={() => setCapsLock(false)}
      hints={capsLock ? [...hints, { tone: 'warn', text: t('passwordField.capsLock') }] : hints}
      end={
        <button
          type="button"
          className="btn btn--icon input-wrap__end"
          aria-label={t('passwordField.show')}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          <Icon of={shown ? EyeOff : Eye} />
        </button>
      }
    />
  );
};
