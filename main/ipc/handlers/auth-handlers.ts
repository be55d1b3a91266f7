import type { LoginFlow } from '../../../app/auth/login-flow.ts';
import type { LoginEvent } from '../../../app/auth/login-machine.ts';
import type { HandlersOf, Reply } from '../../../app/contract/area.ts';
import type { authContract, setUpContract } from '../../../app/contract/auth.ts';
import { fail, succeed } from '../../../app/domain/result.ts';

const actOn =
  (flow: LoginFlow) =>
  async (event: LoginEvent): Promise<Reply<Record<string, never>>> =>
    (await flow.act(event)) ? succeed({}) : fail({ code: 'wrongStep' });

/** Signing in. The window only ever moves the login machine; it cannot set a step. */
export const authHandlers = (flow: LoginFlow, defaultServerUrl: string): HandlersOf<typeof authContract> => {
  const act = actOn(flow);
  return {
    getGate: () => succeed(flow.gate()),
    findServer: ({ address, serverUrl }) => act({ type: 'findServer', address, serverUrl }),
    trustCertificate: ({ fingerprint }) => act({ type: 'trustCertificate', fingerprint }),
    signIn: (input) => act({ type: 'signIn', ...input }),
    verify: (input) => act({ type: 'verify', ...input }),
    startOver: () => act({ type: 'startOver', serverUrl: flow.client()?.url.origin ?? defaultServerUrl }),
    signOut: () => act({ type: 'signOut' }),
    retryKeychain: async () => {
      const reply = await act({ type: 'retryKeychain' });
      const gate = flow.gate();
      return reply.ok && gate.step === 'keychain' ? fail({ code: 'keychain', state: gate.state }) : reply;
    },
    continueWithoutKeychain: () => act({ type: 'continueWithoutKeychain', serverUrl: defaultServerUrl }),
  };
};

/** The set-up wizard. */
export const setUpHandlers = (flow: LoginFlow): HandlersOf<typeof setUpContract> => {
  const act = actOn(flow);
  return {
    chooseRecovery: (input) => act({ type: 'chooseRecovery', ...input }),
    linked: () => act({ type: 'linked' }),
    back: () => act({ type: 'back' }),
    finish: (input) => act({ type: 'finish', ...input }),
    openMailbox: () => act({ type: 'openMailbox' }),
  };
};
