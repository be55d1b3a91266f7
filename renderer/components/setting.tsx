import { ChevronDown } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { Icon } from './icon.tsx';

type RowProps = { readonly title: string; readonly means?: string | undefined };

type FrameProps = RowProps & {
  readonly id: string;
  readonly children: ReactNode;
  /** The title names the control. */
  readonly labels?: boolean;
};

const Row = ({ id, title, means, labels = true, children }: FrameProps) => (
  <li className="setting">
    <div className="grow">
      {labels ? (
        <label className="list__t" htmlFor={id}>
          {title}
        </label>
      ) : (
        <div className="list__t" id={id}>
          {title}
        </div>
      )}
      {means === undefined ? null : (
        <div className="list__d" id={`${id}-means`}>
          {means}
        </div>
      )}
    </div>
    {children}
  </li>
);

/** One part of a page of settings, with a heading of its own. */
export const SettingGroup = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className="sect">
    <h2 className="sect__h">{title}</h2>
    <ul className="list sect__list">{children}</ul>
  </section>
);

type SwitchProps = RowProps & {
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  readonly disabled?: boolean;
};

export const SwitchSetting = ({ title, means, on, onChange, disabled = false }: SwitchProps) => {
  const id = useId();
  return (
    <Row id={id} title={title} means={means}>
      <input
        id={id}
        type="checkbox"
        role="switch"
        aria-checked={on}
        className="switch"
        checked={on}
        disabled={disabled}
        aria-describedby={means === undefined ? undefined : `${id}-means`}
        onChange={(event) => onChange(event.target.checked)}
      />
    </Row>
  );
};

export type Option<Value extends string> = { readonly value: Value; readonly label: string };

type OptionsProps<Value extends string> = RowProps & {
  readonly disabled?: boolean;
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value) => void;
};

/** One of many. */
export const SelectSetting = <Value extends string>(props: OptionsProps<Value>) => {
  const { title, means, value, options, onChange, disabled = false } = props;
  const id = useId();
  return (
    <Row id={id} title={title} means={means}>
      <div className="select-wrap">
        <select
          id={id}
          className="select"
          value={value}
          disabled={disabled}
          aria-describedby={means === undefined ? undefined : `${id}-means`}
          onChange={(event) => onChange(event.target.value as Value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <Icon of={ChevronDown} size="s" />
      </div>
    </Row>
  );
};

/** One of a few, all of them seen. */
export const SegmentSetting = <Value extends string>(props: OptionsProps<Value>) => {
  const { title, means, value, options, onChange } = props;
  const id = useId();
  return (
    <Row id={id} title={title} means={means} labels={false}>
      <div
        className="seg"
        role="radiogroup"
        aria-labelledby={id}
        aria-describedby={means === undefined ? undefined : `${id}-means`}
      >
        {options.map((option) => (
          <label key={option.value} className={option.value === value ? 'is-on' : ''}>
            <input
              type="radio"
              name={id}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </Row>
  );
};

/** A time of day, such as 22:00. */
export const TimeSetting = ({
  title,
  means,
  value,
  onChange,
}: RowProps & { readonly value: string; readonly onChange: (value: string) => void }) => {
  const id = useId();
  return (
    <Row id={id} title={title} means={means}>
      <input
        id={id}
        type="time"
        className="select select--time"
        value={value}
        aria-describedby={means === undefined ? undefined : `${id}-means`}
        onChange={(event) => (event.target.value === '' ? undefined : onChange(event.target.value))}
      />
    </Row>
  );
};

/** A row that says something and has a control of its own kind. */
export const SettingRow = ({ title, means, children }: RowProps & { readonly children?: ReactNode }) => {
  const id = useId();
  return (
    <Row id={id} title={title} means={means} labels={false}>
      {children}
    </Row>
  );
};
