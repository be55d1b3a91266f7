import { directionOf, languageOf } from '../../app/domain/spoken-language.ts';
import type { WindowStart } from '../../app/domain/window-start.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * Writes what a window must know at its start into the page itself, so that nothing is asked for before the first
 * paint and nothing changes its look after it.
 */
export const startPage = (html: string, start: WindowStart): string => {
  const spoken = languageOf(start);
  const { theme, density, textSize } = start.preferences.appearance;
  const tag = spoken === 'de' ? 'de' : 'en';
  const attributes = [
    `lang="${tag}"`,
    `dir="${directionOf(spoken)}"`,
    ...(theme === 'system' ? [] : [`data-theme="${theme}"`]),
    `data-density="${density}"`,
    `data-text-size="${textSize}"`,
  ].join(' ');
  return html
    .replace('<html lang="en">', () => `<html ${attributes}>`)
    .replace('</head>', () => `<meta name="start" content="${escaped(JSON.stringify(start))}" /></head>`);
};
