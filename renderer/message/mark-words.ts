import { matchesIn } from '../../app/domain/search-matches.ts';
import type { Sequence } from '../../app/domain/search-words.ts';

/** Marks beyond these help nobody to find a place, and cost time. */
const mostMarks = 500;

/** Puts what was searched for into `mark` elements; a folded quotation that holds some of it is unfolded. */
export const markWords = (body: Element, words: readonly Sequence[]): void => {
  if (words.length === 0) return;
  const page = body.ownerDocument;
  const walker = page.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) texts.push(node as Text);
  let left = mostMarks;
  for (const text of texts) {
    if (left <= 0) return;
    if (text.parentElement?.closest('style, summary') !== null) continue;
    const matches = matchesIn(text.data, words).slice(0, left);
    left -= matches.length;
    // From the end, so that the places before stay what they were.
    for (const { start, end } of matches.toReversed()) {
      const found = text.splitText(start);
      found.splitText(end - start);
      const mark = page.createElement('mark');
      found.replaceWith(mark);
      mark.append(found);
      mark.closest('details')?.setAttribute('open', '');
    }
  }
};
