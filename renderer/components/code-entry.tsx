import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../app/domain/failure.ts';
import { useWait } from '../hooks/use-wait.ts';
import { Attempts } from './attempts.tsx';
import { CodeInput, type CodeInputHandle } from './code-input.tsx';
import { Countdown } from './countdown.tsx';
import { Kbd } from './kbd.tsx';
import { NextCode } from './next-code.tsx';

type CodeEntryProps = {
  readonly value: string;
  readonly onChange: (code: string) => void;
  readonly onWhole: (code: string) => void;
  readonly failure: Failure | undefined;
  readonly busy: boolean;
  /** This computer's clock minus the server's, in seconds. */
  readonly skew: number;
  readonly pasteHint?: boolean;
  /** False where another field comes first. */
  readonly focused?: boolean;
  readonly ref?: Ref<CodeInputHandle>;
};

/** The code field with what belongs below it: the next code, the attempts counted, or the wait the server asked for. */
export const CodeEntry = ({
  value,
  onChange,
  onWhole,
  failure,
  busy,
  skew,
  pasteHint = false,
  focused = true,
  ref,
}: CodeEntryProps) => {
  const { t } = useTranslation();
  const input = useRef<CodeInputHandle>(null);
  useImperativeHandle(ref, () => ({ focus: () => input.current?.focus() }), []);
  const wait = useWait(failure);
  const waiting = wait.seconds > 0;
  const empty = useRef(onChange);
  empty.current = onChange;

  useEffect(() => {
    if (focused) input.current?.focus();
  }, [focused]);

  useEffect(() => {
    if (failure === undefined) return;
    empty.current('');
    input.current?.focus();
  }, [failure]);

  const counted = failure?.code === 'wrongCode' ? failure : undefined;
  return (
    <div>
      <CodeInput
        ref={input}
        value={value}
        onChange={onChange}
        onWhole={onWhole}
        bad={counted !== undefined && value === ''}
        waiting={waiting}
        busy={busy}
      />
      <div className="code__meta">
        {waiting ? (
          <Countdown seconds={wait.seconds} of={wait.of} />
        ) : counted === undefined ? (
          <>
            <NextCode skew={skew} />
            {pasteHint ? (
              <span className="end" aria-hidden="true">
                <span className="keys-combo">
                  <Kbd>Ctrl</Kbd>
                  <Kbd>V</Kbd>
                </span>
                {t('code.paste')}
              </span>
            ) : null}
          </>
        ) : (
          <>
            <Attempts used={counted.failedAttempts} left={counted.attemptsLeft} />
            <span className="end">
              <NextCode skew={skew} plain />
            </span>
          </>
        )}
      </div>
    </div>
  );
};
