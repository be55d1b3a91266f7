import type { Failure } from '../../app/domain/failure.ts';

/** Whether mail is refused because a second factor is demanded now and there is none. */
export const demandsSetUp = (failure: Failure | undefined, secondFactor: boolean): boolean =>
  failure?.code === 'mailRefused' && failure.cause === 'secondFactorOn' && !secondFactor;
