import type { Gate } from '../contract/gate.ts';
import type { AccountColour, AccountFacts, AccountKind, AccountState } from '../domain/account.ts';
import type { Failure } from '../domain/failure.ts';
import type { KeptAccount } from './house-ports.ts';

const stateOf = (gate: Gate): { readonly state: AccountState; readonly failure?: Failure } => {
  switch (gate.step) {
    case 'starting':
      return { state: 'starting' };
    case 'mailbox':
      return gate.failure === undefined ? { state: 'open' } : { state: 'refused', failure: gate.failure };
    case 'keychain':
      return { state: 'keychain', failure: { code: 'keychain', state: gate.state } };
    case 'mailAccount':
      return { state: gate.notice === 'signedOut' ? 'signedOut' : 'signIn' };
    case 'signIn':
      if (gate.notice === 'signedOut') return { state: 'signedOut' };
      return gate.failure === undefined ? { state: 'signIn' } : { state: 'signIn', failure: gate.failure };
    default:
      return { state: 'signIn' };
  }
};

const hostOf = (serverUrl: string): string => (URL.canParse(serverUrl) ? new URL(serverUrl).hostname : '');

/** What may be told of an account; undefined for one whose first sign-in is not done. */
export const accountFactsOf = (
  look: {
    readonly id: string;
    readonly kind: AccountKind;
    readonly name: string;
    readonly colour: AccountColour;
  },
  gate: Gate,
  kept: KeptAccount | undefined,
): AccountFacts | undefined => {
  const { id, kind, name, colour } = look;
  const common = { id, kind, name, colour, ...stateOf(gate) };
  if (gate.step === 'mailbox') {
    const { address, fullName, serverHost } = gate;
    return { ...common, address, fullName, serverHost, kept: gate.kept };
  }
  if (kept === undefined) return undefined;
  const { address, fullName, serverUrl } = kept;
  return { ...common, address, fullName, serverHost: hostOf(serverUrl), kept: 'keychain' };
};
