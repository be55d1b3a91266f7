import type { Page } from 'playwright';

/** Everything that can be read on the page or is read out, one piece each. */
const pieces = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    // Keys on a keyboard, codes and initials are the same in every language.
    const passed = '[inert], kbd, .kbd, code, .code__cells, .avatar, script, style, option, [data-secret]';
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const inside = node.parentElement;
      if (inside === null || inside.closest(passed) !== null) continue;
      found.push(node.textContent ?? '');
    }
    for (const element of document.querySelectorAll('*')) {
      for (const name of ['aria-label', 'aria-description', 'title', 'placeholder', 'alt', 'aria-roledescription']) {
        const value = element.getAttribute(name);
        if (value !== null && element.closest(passed) === null) found.push(value);
      }
    }
    return [document.title, ...found];
  });

const withoutTranslated = (text: string): string => {
  for (let before = text; ; before = text) {
    text = text.replaceAll(/⟦[^⟦⟧]*⟧/g, ' ');
    if (text === before) return text;
  }
};

/**
 * Words on a page in the made-up language that did not come out of the catalogue.
 * @param data what is not the application's to say: names, addresses, hosts
 */
export const hardCoded = async (page: Page, data: readonly (string | RegExp)[]): Promise<string[]> => {
  const strange = (await pieces(page)).filter((piece) => {
    let rest = withoutTranslated(piece);
    for (const known of data) rest = rest.replaceAll(known, ' ');
    return /\p{Script=Latin}/u.test(rest);
  });
  return [...new Set(strange)];
};
