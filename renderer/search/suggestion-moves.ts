/** How a key in the search box moves through the suggestions; -1 is the text itself. */
export const moveAmong = (count: number, at: number, to: 'next' | 'previous'): number => {
  if (count === 0) return -1;
  const next = at + (to === 'next' ? 1 : -1);
  return next >= count ? -1 : next < -1 ? count - 1 : next;
};

/** Remembered searches, newest first, each once. */
export const remembered = (recent: readonly string[], text: string, most = 20): string[] => {
  const whole = text.trim();
  return whole === '' ? [...recent] : [whole, ...recent.filter((one) => one !== whole)].slice(0, most);
};
