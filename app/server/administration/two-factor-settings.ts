import type { TwoFactorSettings } from '../../protocol/administration.ts';
import { wireTime } from '../clock.ts';
import type { TwoFactorSettings as StoredSettings } from '../store/administration.ts';

/** What a new domain starts with when nothing else is said. */
export const defaultSettings: StoredSettings = {
  factorEnabled: false,
  factorForced: false,
  enforceFrom: undefined,
  expireDays: 30,
  attemptLimit: 5,
};

export const settingsOnTheWire = (settings: StoredSettings): TwoFactorSettings => ({
  isEnabled: settings.factorEnabled,
  isForced: settings.factorForced,
  ...(settings.enforceFrom !== undefined && { enforceFrom: wireTime(settings.enforceFrom) }),
  expireDays: settings.expireDays,
  attemptLimit: settings.attemptLimit,
});

export const settingsFromTheWire = (settings: TwoFactorSettings): StoredSettings => ({
  factorEnabled: settings.isEnabled,
  factorForced: settings.isForced,
  enforceFrom: settings.enforceFrom === undefined ? undefined : Date.parse(settings.enforceFrom),
  expireDays: settings.expireDays,
  attemptLimit: settings.attemptLimit,
});

/** The settings in words, for the log. */
export const describeSettings = (settings: StoredSettings): string => {
  const { factorEnabled, factorForced, enforceFrom, expireDays, attemptLimit } = settings;
  const from = enforceFrom === undefined ? '' : ` from ${wireTime(enforceFrom)}`;
  const policy = factorEnabled ? (factorForced ? `enforced${from}` : 'optional') : 'off';
  return `${policy}, devices trusted for ${expireDays} days, account disabled after ${attemptLimit} wrong codes`;
};
