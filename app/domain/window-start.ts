import { z } from 'zod';
import { preferences } from './preferences.ts';

/** Languages the application speaks; the two made-up ones find text that cannot be translated, or does not fit. */
export const language = z.enum(['en', 'de', 'pseudo', 'pseudo-mirrored']);
export type Language = z.infer<typeof language>;

/** What a window must know before it draws anything. */
export const windowStart = z.object({
  preferences,
  /** The language of the desktop, as far as the application speaks it. */
  systemLanguage: language,
  /** Overrides every choice of language. */
  forcedLanguage: language.optional(),
  /** BCP 47 tag of the desktop's own way to write dates and numbers. */
  region: z.string(),
});
export type WindowStart = z.infer<typeof windowStart>;
