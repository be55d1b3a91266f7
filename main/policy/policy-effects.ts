import { allowsServer, type Policy } from '../../app/domain/policy.ts';
import type { PreferenceChange } from '../../app/domain/preferences.ts';

/** What a policy means for the parts of the program it is enforced in. */
export type PolicyEffects = {
  readonly serverUrl: string;
  readonly allowsServer: (url: URL) => boolean;
  /** Preferences that hold whatever a person chooses. */
  readonly forcedPreferences: readonly PreferenceChange[];
  readonly mayExport: boolean;
  readonly neverRemote: boolean;
};

/** @param asked server of the command line, where the policy names none */
export const policyEffects = (policy: Policy, asked: string): PolicyEffects => {
  const neverRemote = policy.remotePictures === 'never';
  return {
    serverUrl: policy.server ?? asked,
    allowsServer: (url) => allowsServer(policy, url),
    forcedPreferences: neverRemote ? [{ group: 'reading', values: { remotePictures: 'never' } }] : [],
    mayExport: policy.export !== 'off',
    neverRemote,
  };
};
