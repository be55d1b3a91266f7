import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeLength, isWholeCode, normaliseCode } from '../logic/code.ts';

export type CodeInputHandle = { readonly focus: () => void };

type CodeInputProps = {
  /** What the code is, where it is not the one of the authenticator. */
  readonly label?: string;
  readonly value: string;
  readonly onChange: (code: string) => void;
  /** Called once, as the sixth digit arrives. */
  readonly onWhole: (code: string) => void;
  readonly bad?: boolean;
  readonly waiting?: boolean;
  readonly busy?: boolean;
  readonly describedBy?: string;
  readonly ref?: Ref<CodeInputHandle>;
};

const typesElsewhere = (): boolean =>
  document.activeElement instanceof HTMLElement &&
  document.activeElement.matches('input:not([type=checkbox]), textarea, select, [contenteditable]');

/** One field for six digits with six cells drawn over it. Digits typed anywhere in the window land here. */
export const CodeInput = ({
  label,
  value,
  onChange,
  onWhole,
  bad,
  waiting,
  busy,
  describedBy,
  ref,
}: CodeInputProps) => {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [focused, setFocused] = useState(false);
  useImperativeHandle(ref, () => ({ focus: () => input.current?.focus() }), []);

  useEffect(() => {
    const lead = (event: KeyboardEvent): void => {
      if (/^\d$/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey && !typesElsewhere()) {
        input.current?.focus();
      }
    };
    window.addEventListener('keydown', lead);
    return () => window.removeEventListener('keydown', lead);
  }, []);

  const closed = waiting === true || busy === true;
  const take = (typed: string): void => {
    if (closed) return;
    const code = normaliseCode(typed);
    if (code === value) return;
    onChange(code);
    if (isWholeCode(code)) onWhole(code);
  };
  const cell = (at: number) => (
    <span key={at} className={`code__cell ${focused && !closed && at === value.length ? 'is-now' : ''}`}>
      {value[at] ?? ''}
    </span>
  );
  return (
    <div className={`code ${bad === true ? 'code--bad' : ''} ${waiting === true ? 'code--wait' : ''}`}>
      <input
        ref={input}
        className="code__input"
        inputMode="numeric"
        autoComplete="one-time-code"
        spellCheck={false}
        value={value}
        readOnly={closed}
        aria-label={label ?? t('code.label')}
        aria-invalid={bad === true || undefined}
        aria-describedby={describedBy}
        onChange={(event) => take(event.target.value)}
        onPaste={(event) => {
          event.preventDefault();
          take(event.clipboardData.getData('text'));
        }}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
      />
      <div className="code__cells" aria-hidden="true">
        {[0, 1, 2].map(cell)}
        <span className="code__gap" />
        {[3, 4, codeLength - 1].map(cell)}
      </div>
    </div>
  );
};
