import { useState } from 'react';
import type { Gate } from '../../../app/contract/gate.ts';
import type { Failure } from '../../../app/domain/failure.ts';
import { setUpStopped } from '../../logic/handshake.ts';
import { FirstCode } from './first-code.tsx';
import { Link } from './link.tsx';
import { Recovery } from './recovery.tsx';
import { Stopped } from './stopped.tsx';

export type SetUpGate = Extract<Gate, { step: 'setUp' }>;

/** The enforced set-up: three stages the server knows, and a stop where only an administrator can help. */
export const SetUp = ({ gate }: { readonly gate: SetUpGate }) => {
  const [seen, setSeen] = useState<Failure>();
  const { failure } = gate;
  if (failure !== undefined && setUpStopped(failure) && failure !== seen) {
    return <Stopped gate={gate} failure={failure} onAgain={() => setSeen(failure)} />;
  }
  const shown: SetUpGate = failure !== undefined && failure === seen ? withoutFailure(gate) : gate;
  switch (gate.stage) {
    case 'recovery':
      return <Recovery gate={shown} />;
    case 'link':
      return <Link gate={shown} />;
    case 'code':
      return <FirstCode gate={shown} />;
  }
};

const withoutFailure = ({ failure: _, ...gate }: SetUpGate): SetUpGate => gate;
