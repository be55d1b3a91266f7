import i18next from 'i18next';
import type { Language } from '../../../app/domain/window-start.ts';
import { en } from '../../../app/i18n/en.ts';
import { languageTags, loadTexts } from '../../../app/i18n/languages.ts';

const catalogue = i18next.createInstance();
await catalogue.init({
  lng: 'en',
  resources: { en: { translation: en } },
  interpolation: { escapeValue: false },
  showSupportNotice: false,
});

/** The application's own sentence for a key. */
export const text = catalogue.t;

/** From now on `text` answers in the language the application was started in. */
export const speak = async (language: Language): Promise<void> => {
  const tag = languageTags[language];
  catalogue.addResourceBundle(tag, 'translation', await loadTexts(language));
  await catalogue.changeLanguage(tag);
};
