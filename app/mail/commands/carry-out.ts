import { carryOutFolder } from './carry-out-folders.ts';
import { carryOutExpunge, carryOutFlags } from './carry-out-messages.ts';
import { type Attempt, carryOutAppend, carryOutCopy, carryOutMove } from './carry-out-transfers.ts';
import type { StepEnd } from './effects.ts';
import type { MailServer } from './mail-server.ts';
import type { Step } from './step.ts';

/**
 * Tells the server one step, or several flag steps in a row. Throws when the connection is lost.
 * @param again an earlier try may have got through
 * @param source what an append adds
 */
export const carryOut = async (
  server: MailServer,
  steps: readonly [Step, ...Step[]],
  attempt: Attempt,
  again: boolean,
  source: Uint8Array | undefined,
): Promise<StepEnd> => {
  const [step] = steps;
  switch (step.kind) {
    case 'flag':
      return carryOutFlags(
        server,
        steps.flatMap((each) => (each.kind === 'flag' ? [each] : [])),
      );
    case 'move':
      return carryOutMove(server, step, attempt);
    case 'copy':
      return carryOutCopy(server, step, attempt);
    case 'expunge':
      return carryOutExpunge(server, step);
    case 'append':
      return carryOutAppend(server, step, source ?? new Uint8Array(), attempt);
    default:
      return carryOutFolder(server, step, again);
  }
};
