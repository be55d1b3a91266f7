/** Of a page so much is seen again on the next one, in CSS pixels: the eye finds where it was. */
const kept = 48;

/** Scrolls by a page. @returns whether there was anything left to scroll to */
export const turnPage = (box: HTMLElement | null, by: 1 | -1): boolean => {
  if (box === null) return false;
  const left = by === 1 ? box.scrollHeight - box.clientHeight - box.scrollTop : box.scrollTop;
  // Scrolling stops at fractions of a pixel.
  if (left < 2) return false;
  box.scrollBy({ top: by * Math.max(40, box.clientHeight - kept) });
  return true;
};
