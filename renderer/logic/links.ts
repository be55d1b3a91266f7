export type TextPart = { readonly kind: 'text' | 'link'; readonly text: string };

const address = /\bhttps?:\/\/[^\s<>"'\p{Cc}]+/giu;

/** Closing signs that end a sentence rather than an address; a bracket belongs to the address if it opened there. */
const trimmed = (found: string): string => {
  let link = found;
  for (;;) {
    const last = link.at(-1) ?? '';
    if (/[.,;:!?…]/.test(last)) link = link.slice(0, -1);
    else if (last === ')' && !link.includes('(')) link = link.slice(0, -1);
    else if (last === ']' && !link.includes('[')) link = link.slice(0, -1);
    else return link;
  }
};

/** Plain text split at the web addresses in it. */
export const splitLinks = (text: string): TextPart[] => {
  const parts: TextPart[] = [];
  let at = 0;
  for (const found of text.matchAll(address)) {
    const link = trimmed(found[0]);
    if (found.index > at) parts.push({ kind: 'text', text: text.slice(at, found.index) });
    parts.push({ kind: 'link', text: link });
    at = found.index + link.length;
  }
  if (at < text.length) parts.push({ kind: 'text', text: text.slice(at) });
  return parts;
};
