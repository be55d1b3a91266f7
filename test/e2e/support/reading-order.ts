import type { Page } from 'playwright';

/**
 * Where the Tab key would jump against the order in which the page is read: no positive tabindex, and within each
 * part of the page (main, navigation, dialog …) the controls follow one another from top to bottom.
 */
export const readingOrderFaults = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const faults: string[] = [];
    const focusable = 'a[href], button, input, select, textarea, [tabindex]';
    const named = (element: Element): string =>
      `${element.tagName.toLowerCase()} "${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}"`;
    const parts = new Map<Element, { readonly element: HTMLElement; readonly box: DOMRect }[]>();
    for (const element of document.querySelectorAll<HTMLElement>(focusable)) {
      if (element.tabIndex > 0) faults.push(`jumps: ${named(element)}`);
      const box = element.getBoundingClientRect();
      if (element.tabIndex < 0 || box.width < 2 || box.height < 2 || element.closest('[inert]') !== null) continue;
      if (getComputedStyle(element).visibility === 'hidden') continue;
      const part = element.closest('form, nav, header, footer, section, main, [role=dialog], [role=alertdialog], body');
      if (part === null) continue;
      parts.set(part, [...(parts.get(part) ?? []), { element, box }]);
    }
    for (const controls of parts.values()) {
      for (const [at, { element, box }] of controls.entries()) {
        const before = controls[at - 1];
        // One whole control above the one before it, in the same column: that is reading backwards.
        const above = before !== undefined && box.bottom <= before.box.top;
        const sameColumn = before !== undefined && box.left < before.box.right && before.box.left < box.right;
        if (before !== undefined && above && sameColumn) {
          faults.push(`reads backwards: ${named(before.element)} then ${named(element)}`);
        }
      }
    }
    return faults;
  });
