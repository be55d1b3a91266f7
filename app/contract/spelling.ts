import { z } from 'zod';
import { type AreaContract, nothing } from './area.ts';

/** Words a person added to the dictionaries of the spell checker. */
export const spellingContract = {
  servedBy: 'main',
  methods: {
    getWords: { input: nothing, output: z.object({ words: z.array(z.string()) }) },
    removeWord: { input: z.strictObject({ word: z.string().min(1).max(200) }), output: nothing },
  },
  events: {},
} as const satisfies AreaContract;
