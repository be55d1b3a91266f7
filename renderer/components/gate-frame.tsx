import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Gate, ServerFacts } from '../../app/contract/gate.ts';
import type { SystemInfo } from '../hooks/use-info.ts';
import { currentStep, type HandshakeStep, handshakeOf } from '../logic/handshake.ts';
import { Button } from './button.tsx';
import { ConnectionDetails } from './connection-details.tsx';
import { Handshake, stepTitles } from './handshake.tsx';
import { LeaveSignIn } from './leave-sign-in.tsx';
import { PinRail } from './pin-rail.tsx';

const serverOf = (gate: Gate): ServerFacts | undefined => {
  if (gate.step === 'code' || gate.step === 'setUp' || gate.step === 'setUpDone') return gate.server;
  return gate.step === 'signIn' && gate.probe.state === 'found' ? gate.probe.server : undefined;
};

type GateFrameProps = {
  readonly gate: Gate;
  readonly info: SystemInfo | undefined;
  /** Where they are not those of the gate. */
  readonly steps?: readonly HandshakeStep[];
  readonly children: ReactNode;
};

/** The door: the rail with the lock and its steps on the left, the current form beside it. */
export const GateFrame = ({ gate, info, steps = handshakeOf(gate), children }: GateFrameProps) => {
  const { t } = useTranslation();
  const [details, setDetails] = useState(false);
  const at = currentStep(steps);
  const current = steps[at];
  const server = serverOf(gate);
  return (
    <div className="gate">
      <aside className="rail" aria-label={t('handshake.label')}>
        <PinRail marks={steps.map((step) => step.mark)} />
        <Handshake steps={steps} />
        <LeaveSignIn />
        <div className="rail__foot">
          <span>{info === undefined ? '' : t('gate.version', { version: info.version })}</span>
          {server === undefined ? null : (
            <Button look="link" onClick={() => setDetails(true)}>
              {t('gate.connectionDetails')}
            </Button>
          )}
        </div>
        <div className="gate__step" aria-hidden="true">
          <div className="gate__line">
            <i style={{ width: `${((at + 1) / steps.length) * 100}%` }} />
          </div>
          <span>
            {t('gate.step', {
              step: at + 1,
              of: steps.length,
              title: current === undefined ? '' : t(stepTitles[current.id]),
            })}
          </span>
        </div>
      </aside>
      {children}
      {details && server !== undefined ? <ConnectionDetails server={server} onClose={() => setDetails(false)} /> : null}
    </div>
  );
};
