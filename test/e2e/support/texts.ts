import i18next from 'i18next';
import { en } from '../../../app/i18n/en.ts';

const catalogue = i18next.createInstance();
await catalogue.init({
  lng: 'en',
  resources: { en: { translation: en } },
  interpolation: { escapeValue: false },
  showSupportNotice: false,
});

/** The application's own sentence for a key. */
export const text = catalogue.t;
