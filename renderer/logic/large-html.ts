/** Elements of a message's HTML that are shown without being asked for: more take seconds to lay out. */
const mostElements = 9_000;
/** Characters that are shown; pictures within the text are not counted, as they cost little. */
const mostCharacters = 600_000;

export type ShownHtml = { readonly html: string; readonly cut: boolean };

const isLetter = (code: number): boolean => (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;

/** The beginning of a very large message, cut between two tags. */
export const beginningOf = (html: string): ShownHtml => {
  if (html.length <= mostElements) return { html, cut: false };
  let elements = 0;
  let pictures = 0;
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at + 1)) {
    if (isLetter(html.charCodeAt(at + 1))) elements += 1;
    if (elements > mostElements || at - pictures > mostCharacters) return { html: html.slice(0, at), cut: true };
    const end = html.indexOf('>', at);
    // A tag as long as this carries a picture; where none ever ends, there is nothing more to look for.
    if (end === -1) break;
    if (end - at > 10_000) pictures += end - at;
  }
  return html.length - pictures > mostCharacters
    ? { html: html.slice(0, mostCharacters + pictures), cut: true }
    : { html, cut: false };
};
