import type { Preferences } from '../../app/domain/preferences.ts';
import { directionOf } from '../../app/domain/spoken-language.ts';
import type { Language } from '../../app/domain/window-start.ts';

/** Sets theme, density and size of text for the whole page. */
export const showAppearance = ({ theme, density, textSize }: Preferences['appearance'], root: HTMLElement): void => {
  if (theme === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = theme;
  root.dataset['density'] = density;
  root.dataset['textSize'] = String(textSize);
};

/** Tells the page, and with it a screen reader, which language it speaks. */
export const showLanguage = (spoken: Language, root: HTMLElement): void => {
  root.lang = spoken === 'de' ? 'de' : 'en';
  root.dir = directionOf(spoken);
};
