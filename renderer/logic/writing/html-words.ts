/** The words of an HTML text on one line, without loading anything it names. */
export const htmlWords = (html: string): string => {
  const page = new DOMParser().parseFromString(html.replaceAll(/<(?:br|\/p|\/li|\/div)\b/gi, ' $&'), 'text/html');
  return (page.body.textContent ?? '').replaceAll(/\s+/g, ' ').trim().slice(0, 200);
};
