import { preferenceChange, preferences } from '../domain/preferences.ts';
import { type AreaContract, nothing } from './area.ts';

/** What a person chose for the whole application. */
export const preferencesContract = {
  servedBy: 'main',
  methods: {
    get: { input: nothing, output: preferences },
    /** Changes some fields of one group; every window hears of it. */
    change: { input: preferenceChange, output: preferences },
  },
  events: { changed: preferences },
} as const satisfies AreaContract;
