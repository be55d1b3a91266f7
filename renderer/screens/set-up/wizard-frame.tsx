import { type FormEvent, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

type WizardFrameProps = {
  readonly step: 1 | 2 | 3 | 4;
  readonly title: string;
  readonly lead: string;
  /** Takes the place of "Step n of 4". */
  readonly eyebrow?: ReactNode;
  readonly children: ReactNode;
  readonly foot: ReactNode;
  readonly onSubmit: () => void;
  readonly onBack?: () => void;
  /** Focus goes to the heading of a new step, unless a field of it takes it. */
  readonly focusHeading?: boolean;
};

const isControl = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('button, a, input, select, textarea, summary, [role="dialog"], [role="alertdialog"]') !== null;

/** One step of the set-up: Enter goes on, Alt+← goes back. */
export const WizardFrame = ({
  step,
  title,
  lead,
  eyebrow,
  children,
  foot,
  onSubmit,
  onBack,
  focusHeading = true,
}: WizardFrameProps) => {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (focusHeading) heading.current?.focus();
  }, [focusHeading]);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      if (event.key === 'Enter' && !isControl(event.target)) {
        event.preventDefault();
        form.current?.requestSubmit();
      }
      if (event.key === 'ArrowLeft' && event.altKey && onBack !== undefined) {
        event.preventDefault();
        onBack();
      }
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [onBack]);
  return (
    <main className="gate__main">
      <form
        ref={form}
        className="wiz"
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <div className="wiz__scroll">
          <div className="wiz__body">
            {eyebrow ?? (
              <div className="wiz__eyebrow">
                <span className="stepbar" aria-hidden="true">
                  {[1, 2, 3, 4].map((at) => (
                    <i key={at} className={at <= step ? 'on' : ''} />
                  ))}
                </span>
                {t('setUp.step', { step, of: 4 })}
              </div>
            )}
            <h1 ref={heading} tabIndex={-1} className="gate__h">
              {title}
            </h1>
            <p className="gate__lead">{lead}</p>
            {children}
          </div>
        </div>
        <footer className="wiz__foot">{foot}</footer>
      </form>
    </main>
  );
};
