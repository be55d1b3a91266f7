/** Tags of a message's HTML that are shown without being asked for: more take seconds to lay out. */
const mostTags = 24_000;
/** Characters that are shown; pictures within the text are not counted as they cost little. */
const mostCharacters = 1_500_000;

export type ShownHtml = { readonly html: string; readonly cut: boolean };

/** The beginning of a very large message, cut between two tags. */
export const beginningOf = (html: string): ShownHtml => {
  if (html.length <= mostTags) return { html, cut: false };
  let tags = 0;
  let pictures = 0;
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at + 1)) {
    tags += 1;
    const inTag = html.indexOf('>', at) - at;
    if (inTag > 10_000) pictures += inTag;
    if (tags > mostTags || at - pictures > mostCharacters) return { html: html.slice(0, at), cut: true };
  }
  return html.length - pictures > mostCharacters
    ? { html: html.slice(0, mostCharacters), cut: true }
    : { html, cut: false };
};
