import type { Page } from 'playwright';

/**
 * What does not fit on the page: the page itself wider than its window, a control out of sight at its side, or the
 * words of a control cut off. Text that ends in an ellipsis on purpose, and what can be scrolled to, is no fault.
 */
export const layoutFaults = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const faults: string[] = [];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth + 1) faults.push(`page: ${root.scrollWidth} in ${root.clientWidth}`);
    const named = (element: Element): string => {
      const words = (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40);
      return `${element.tagName.toLowerCase()}.${element.className} "${words}"`;
    };
    const scrolls = (element: Element | null): boolean => {
      for (let at = element; at !== null; at = at.parentElement) {
        if (/auto|scroll/.test(getComputedStyle(at).overflowX) && at.scrollWidth > at.clientWidth) return true;
      }
      return false;
    };
    const controls = 'button, a[href], input:not([type=checkbox], [type=radio]), select, textarea, label, h1, h2, h3';
    for (const element of document.querySelectorAll<HTMLElement>(controls)) {
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      if (box.width < 2 || box.height < 2 || style.visibility === 'hidden' || element.closest('.sr, [inert]')) continue;
      if ((box.right > root.clientWidth + 1 || box.left < -1) && !scrolls(element.parentElement)) {
        faults.push(`out of sight: ${named(element)}`);
      }
      const cut = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
      const typed = element.matches('input, select, textarea');
      if (cut && !typed && style.overflowX !== 'visible' && style.textOverflow !== 'ellipsis') {
        faults.push(`cut off: ${named(element)}`);
      }
    }
    return faults;
  });
