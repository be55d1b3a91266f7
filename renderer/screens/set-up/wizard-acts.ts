import { createContext, useContext } from 'react';
import type { Bridge } from '../../../app/contract/contract.ts';
import { auth, setUp } from '../../bridge.ts';

/** What the pages of the set-up do: at the door they move the sign-in, behind it a set-up of their own. */
export type WizardActs = Pick<Bridge['setUp'], 'chooseRecovery' | 'linked' | 'back' | 'finish' | 'openMailbox'> & {
  readonly leave: Bridge['auth']['startOver'];
  /** `door`: before the mailbox is open. Behind it, by the person's own will or because the server demands it. */
  readonly where: 'door' | 'chosen' | 'demanded';
};

export const WizardActsContext = createContext<WizardActs>({
  chooseRecovery: (input) => setUp.chooseRecovery(input),
  linked: (input) => setUp.linked(input),
  back: (input) => setUp.back(input),
  finish: (input) => setUp.finish(input),
  openMailbox: (input) => setUp.openMailbox(input),
  leave: (input) => auth.startOver(input),
  where: 'door',
});

export const useWizardActs = (): WizardActs => useContext(WizardActsContext);
