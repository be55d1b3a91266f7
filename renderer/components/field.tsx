import { CircleCheck, CircleX, Info, type LucideIcon, TriangleAlert } from 'lucide-react';
import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from 'react';
import { Icon } from './icon.tsx';

export type Hint = { readonly tone: 'plain' | 'info' | 'ok' | 'warn' | 'danger'; readonly text: ReactNode };

const icons: Readonly<Record<Hint['tone'], LucideIcon | undefined>> = {
  plain: undefined,
  info: Info,
  ok: CircleCheck,
  warn: TriangleAlert,
  danger: CircleX,
};

/** A hint or an error below a field; errors are read out as they appear. */
export const FieldHint = ({ id, hint }: { readonly id: string; readonly hint: Hint }) => {
  const icon = icons[hint.tone];
  return (
    <p id={id} className={`field__hint field__hint--${hint.tone}`} role={hint.tone === 'danger' ? 'alert' : undefined}>
      {icon === undefined ? null : <Icon of={icon} size="s" />}
      <span>{hint.text}</span>
    </p>
  );
};

type FieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'size'> & {
  readonly label: string;
  readonly size?: 'm' | 'l';
  readonly largeLabel?: boolean;
  readonly invalid?: boolean;
  readonly hints?: readonly Hint[];
  readonly end?: ReactNode;
  readonly ref?: Ref<HTMLInputElement>;
};

/** One line of text with a label that is always visible. */
export const Field = ({
  label,
  size = 'm',
  largeLabel = false,
  invalid = false,
  hints = [],
  end,
  ref,
  ...rest
}: FieldProps) => {
  const id = useId();
  const hintId = (at: number): string => `${id}-${at}`;
  const input = (
    <input
      ref={ref}
      id={id}
      className={`input ${size === 'l' ? 'input--l' : ''} ${invalid ? 'is-invalid' : ''}`}
      aria-invalid={invalid || undefined}
      aria-describedby={hints.map((_, at) => hintId(at)).join(' ') || undefined}
      {...rest}
    />
  );
  return (
    <div className="field">
      <label className={`field__label ${largeLabel ? 'field__label--l' : ''}`} htmlFor={id}>
        {label}
      </label>
      {end === undefined ? (
        input
      ) : (
        <div className="input-wrap">
          {input}
          {end}
        </div>
      )}
      {hints.map((hint, at) => (
        <FieldHint key={`${hint.tone}${String(at)}`} id={hintId(at)} hint={hint} />
      ))}
    </div>
  );
};
