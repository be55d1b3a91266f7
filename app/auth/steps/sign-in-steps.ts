import type { Gate } from '../../contract/gate.ts';
import type { LoginEvent, LoginState, Transition } from '../login-state.ts';
import { ask, asking, refuse, secure, stay, withFailure } from './moves.ts';

export type SignInEvent = Extract<
  LoginEvent,
  { type: 'findServer' | 'trustCertificate' | 'acceptServer' | 'probed' | 'signIn' | 'loggedIn' }
>;

/** From the address to the answer of the server about the password. */
export const onSignIn = (state: LoginState, event: SignInEvent): Transition => {
  const { gate } = state;
  if (gate.step !== 'signIn') return refuse(state);
  switch (event.type) {
    case 'findServer': {
      if (gate.busy) return refuse(state);
      const host = event.serverUrl || event.address.replace(/^.*@/, '');
      const { failure: _, ...rest } = gate;
      const { address, serverUrl } = event;
      const next: Gate = { ...rest, address, serverUrl, probe: { state: 'searching', host } };
      return ask(state, next, [{ do: 'probe', address, serverUrl }]);
    }
    case 'trustCertificate': {
      if (gate.probe.state !== 'untrusted') return refuse(state);
      if (gate.probe.certificate.fingerprint !== event.fingerprint) return refuse(state);
      const next: Gate = { ...gate, probe: { state: 'searching', host: gate.probe.certificate.host } };
      return ask(state, next, [
        { do: 'pin', fingerprint: event.fingerprint },
        { do: 'probe', address: gate.address, serverUrl: gate.serverUrl },
      ]);
    }
    case 'acceptServer': {
      const { probe } = gate;
      if (probe.state !== 'elsewhere' || probe.server.host !== event.host) return refuse(state);
      return stay(state, { ...gate, probe: { state: 'found', server: probe.server } });
    }
    case 'probed':
      return stay(state, { ...gate, probe: event.probe });
    case 'signIn': {
      if (gate.busy || gate.probe.state !== 'found' || gate.address !== event.address) return refuse(state);
      const { notice: _, ...rest } = asking(gate);
      const effects = [{ do: 'login', address: event.address, password: event.password }] as const;
      return ask(state, rest, effects, { stay: event.stay });
    }
    case 'loggedIn': {
      if (gate.probe.state !== 'found') return refuse(state);
      if (!event.result.ok) return stay(state, withFailure(gate, event.result.error));
      const { state: factor, rememberDays } = event.result.value;
      const pending = { server: gate.probe.server, rememberDays, expiresAt: event.expiresAt };
      const common = { address: gate.address, ...pending, busy: false };
      if (factor === 'code') return stay(state, { step: 'code', ...common }, { proof: 'verify', pending });
      if (factor === 'setup') {
        return stay(state, { step: 'setUp', ...common, stage: 'recovery', recoveryEmail: '' }, { pending });
      }
      return secure(state, { step: 'opening', address: gate.address }, { pending });
    }
  }
};
