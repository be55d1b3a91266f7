import type { HandlersOf } from '../../../app/contract/area.ts';
import type { preferencesContract } from '../../../app/contract/preferences.ts';
import { succeed } from '../../../app/domain/result.ts';
import type { PreferencesStore } from '../../platform/preferences-store.ts';

/** What a person chose for the whole application. */
export const preferencesHandlers = (store: PreferencesStore): HandlersOf<typeof preferencesContract> => ({
  get: () => succeed(store.current()),
  change: (change) => succeed(store.change(change)),
});
