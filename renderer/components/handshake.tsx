import { Check, CircleAlert, CircleDashed, CircleDot } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { HandshakeStep, StepId, SubStepId } from '../logic/handshake.ts';
import type { Mark } from '../logic/pins.ts';
import { say, type TextKey } from '../text/keys.ts';
import { Icon } from './icon.tsx';

export const stepTitles: Readonly<Record<StepId, TextKey>> = {
  server: 'handshake.server.title',
  encryption: 'handshake.encryption.title',
  password: 'handshake.password.title',
  secondFactor: 'handshake.secondFactor.title',
  mailbox: 'handshake.mailbox.title',
};

const subTitles: Readonly<Record<SubStepId, TextKey>> = {
  recovery: 'handshake.sub.recovery',
  link: 'handshake.sub.link',
  code: 'handshake.sub.code',
  changes: 'handshake.sub.changes',
};

const stateWords: Readonly<Record<Mark, TextKey>> = {
  done: 'handshake.state.done',
  now: 'handshake.state.now',
  todo: 'handshake.state.todo',
  bad: 'handshake.state.bad',
};

const subIcons = { done: Check, now: CircleDot, todo: CircleDashed, bad: CircleAlert } as const;

const Dot = ({ mark }: { readonly mark: Mark }) => (
  <svg className="shake__dot" viewBox="0 0 20 20" aria-hidden="true">
    {mark === 'done' ? (
      <>
        <circle cx="10" cy="10" r="9" fill="currentColor" />
        <path
          d="m6.2 10.3 2.5 2.5 5-5.4"
          fill="none"
          stroke="var(--bg-sunken)"
          strokeWidth="1.8"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </>
    ) : mark === 'now' ? (
      <>
        <circle cx="10" cy="10" r="8" fill="var(--bg-surface)" stroke="currentColor" strokeWidth="2" />
        <circle cx="10" cy="10" r="3.5" fill="currentColor" />
      </>
    ) : mark === 'bad' ? (
      <>
        <circle cx="10" cy="10" r="9" fill="currentColor" />
        <path d="M10 5.6v5.2M10 13.9v.2" fill="none" stroke="var(--bg-sunken)" strokeWidth="2" strokeLinecap="round" />
      </>
    ) : (
      <circle cx="10" cy="10" r="8.25" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2.6 2.6" />
    )}
  </svg>
);

/** The steps of the sign-in as a list: what was checked, where we are, what is still to come. */
export const Handshake = ({ steps }: { readonly steps: readonly HandshakeStep[] }) => {
  const { t } = useTranslation();
  const stateWord = (mark: Mark) => <span className="sr"> ({t(stateWords[mark])})</span>;
  return (
    <ol className="shake">
      {steps.map((step) => (
        <li
          key={step.id}
          className={`shake__i ${step.mark}`}
          aria-current={step.mark === 'now' || step.mark === 'bad' ? 'step' : undefined}
        >
          <Dot mark={step.mark} />
          <div>
            <div className="shake__t">
              {t(stepTitles[step.id])}
              {stateWord(step.mark)}
            </div>
            {step.detail === undefined ? null : <div className="shake__d">{say(t, step.detail)}</div>}
          </div>
          {step.sub === undefined ? null : (
            <ul className="shake__sub">
              {step.sub.map((sub) => (
                <li key={sub.id} className={sub.mark}>
                  <Icon of={subIcons[sub.mark]} />
                  <span>
                    {t(subTitles[sub.id])}
                    {stateWord(sub.mark)}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  );
};
