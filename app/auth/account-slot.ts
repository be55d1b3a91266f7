import type { AccountColour, AccountKind } from '../domain/account.ts';
import { createLoginFlow, type LoginFlow } from './login-flow.ts';
import { createMailFlow, type MailBeginning, type MailFlow } from './mail-flow.ts';
import type { LoginPorts } from './ports.ts';

/** One account of the house and the way it goes between start and mailbox. */
export type Slot = {
  id: string;
  kind: AccountKind;
  name: string;
  colour: AccountColour;
  wasOpen: boolean;
  flow: LoginFlow;
  /** The same, where the account is of that kind. */
  mailFlow?: MailFlow;
};

/**
 * Lets an account begin anew, as the kind it is now; what its way until now still does is not heard any more.
 * @param beginning known already of an account of which nothing is kept yet
 */
export const renewFlow = (slot: Slot, ports: LoginPorts, moved: () => void, beginning?: MailBeginning): LoginFlow => {
  const mailFlow = slot.kind === 'mail' ? createMailFlow(ports, beginning) : undefined;
  const flow = mailFlow ?? createLoginFlow(ports);
  delete slot.mailFlow;
  Object.assign(slot, { flow }, mailFlow === undefined ? {} : { mailFlow });
  flow.onGate(() => {
    if (slot.flow === flow) moved();
  });
  return flow;
};
