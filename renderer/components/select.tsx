import { ChevronDown } from 'lucide-react';
import { useId } from 'react';
import { Icon } from './icon.tsx';

type SelectProps<Value extends string> = {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
  /** The label stands beside the field instead of above it, and only for those who do not see it. */
  readonly quiet?: boolean;
};

/** One choice of several, by the system's own control. */
export const Select = <Value extends string>({ label, value, options, onChange, quiet }: SelectProps<Value>) => {
  const id = useId();
  return (
    <div className={quiet === true ? undefined : 'field'}>
      <label className={quiet === true ? 'sr' : 'field__label'} htmlFor={id}>
        {label}
      </label>
      <div className="select-wrap">
        <select id={id} className="select" value={value} onChange={(event) => onChange(event.target.value as Value)}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <Icon of={ChevronDown} />
      </div>
    </div>
  );
};
