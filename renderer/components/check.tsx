import { type ReactNode, useId } from 'react';

type CheckProps = {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly end?: ReactNode;
};

export const Check = ({ label, hint, checked, onChange, end }: CheckProps) => {
  const id = useId();
  return (
    <div className="check">
      <input
        id={id}
        type="checkbox"
        className="check__box"
        checked={checked}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => onChange(event.target.checked)}
      />
      <label className="check__label" htmlFor={id}>
        {label}
      </label>
      {end}
      {hint === undefined ? null : (
        <span id={`${id}-hint`} className="check__hint">
          {hint}
        </span>
      )}
    </div>
  );
};
