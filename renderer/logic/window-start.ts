import type { WindowStart } from '../../app/domain/window-start.ts';

/** What the window was told in its own page, by main, which has checked it. Parts that run without a page know nothing. */
const read = (): WindowStart => {
  const content =
    typeof document === 'undefined'
      ? undefined
      : document.querySelector<HTMLMetaElement>('meta[name="start"]')?.content;
  return JSON.parse(content ?? '{"preferences":{},"systemLanguage":"en","region":""}') as WindowStart;
};

export const startedWith: WindowStart = read();
