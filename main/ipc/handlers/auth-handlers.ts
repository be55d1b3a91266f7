import type { BrowserWindow } from 'electron';
import type { House } from '../../../app/auth/house.ts';
import type { LoginEvent } from '../../../app/auth/login-state.ts';
import type { HandlersOf, Reply } from '../../../app/contract/area.ts';
import type { authContract, setUpContract } from '../../../app/contract/auth.ts';
import type { Gate } from '../../../app/contract/gate.ts';
import { fail, succeed } from '../../../app/domain/result.ts';

const actOn =
  (house: House) =>
  async (event: LoginEvent): Promise<Reply<Record<string, never>>> =>
    (await house.act(event)) ? succeed({}) : fail({ code: 'wrongStep' });

/** Signing in. The window only ever moves the login machine; it cannot set a step. */
export const authHandlers = (
  house: House,
  gateFor: (window: BrowserWindow) => Gate,
  defaultServerUrl: string,
): HandlersOf<typeof authContract, BrowserWindow> => {
  const act = actOn(house);
  const serverUrl = (): string => house.flowOf()?.client()?.url.origin ?? defaultServerUrl;
  return {
    getGate: (_input, window) => succeed(gateFor(window)),
    findServer: ({ address, serverUrl }) => act({ type: 'findServer', address, serverUrl }),
    trustCertificate: ({ fingerprint }) => act({ type: 'trustCertificate', fingerprint }),
    acceptServer: ({ host }) => act({ type: 'acceptServer', host }),
    signIn: (input) => act({ type: 'signIn', ...input }),
    verify: (input) => act({ type: 'verify', ...input }),
    openRecovery: () => act({ type: 'openRecovery' }),
    closeRecovery: () => act({ type: 'closeRecovery' }),
    requestRecovery: () => act({ type: 'requestRecovery' }),
    recover: ({ code }) => act({ type: 'recover', code }),
    startOver: () => act({ type: 'startOver', serverUrl: serverUrl() }),
    checkServer: () => act({ type: 'checkServer', serverUrl: serverUrl() }),
    retryKeychain: async () => {
      const reply = await act({ type: 'retryKeychain' });
      const gate = house.gate();
      return reply.ok && gate.step === 'keychain' ? fail({ code: 'keychain', state: gate.state }) : reply;
    },
    signInAnew: () => act({ type: 'signInAnew', serverUrl: defaultServerUrl }),
    continueWithoutKeychain: () => act({ type: 'continueWithoutKeychain', serverUrl: defaultServerUrl }),
  };
};

/** The set-up wizard. */
export const setUpHandlers = (house: House): HandlersOf<typeof setUpContract> => {
  const act = actOn(house);
  return {
    chooseRecovery: (input) => act({ type: 'chooseRecovery', ...input }),
    linked: () => act({ type: 'linked' }),
    back: () => act({ type: 'back' }),
    finish: (input) => act({ type: 'finish', ...input }),
    openMailbox: () => act({ type: 'openMailbox' }),
  };
};
