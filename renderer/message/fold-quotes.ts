/** Containers programs put what they quote into, or the line that leads in to it. */
const containers =
  'div.gmail_quote, div.gmail_quote_container, div.yahoo_quoted, div.protonmail_quote, div.moz-cite-prefix, blockquote';
/** From here on everything is quoted. */
const beginnings = '#divRplyFwdMsg, #appendonsend, #mail-editor-reference-message-container';

const mostLooked = 40;

const hasText = (node: Node): boolean => (node.textContent ?? '').trim() !== '' || hasPicture(node);
const hasPicture = (node: Node): boolean =>
  node instanceof Element && (node.localName === 'img' || node.querySelector('img[src]') !== null);

const following = (node: Node): Node[] => {
  const found: Node[] = [];
  for (let next = node.nextSibling; next !== null; next = next.nextSibling) found.push(next);
  return found;
};

/** Whether anything stands after the parents of a node; `before`: before the node or its parents. */
const standsBeyond = (node: Node, root: Node, before: boolean): boolean => {
  for (let up: Node | null = node; up !== null && up !== root; up = up.parentNode) {
    if (!before && up === node) continue;
    for (
      let beside = before ? up.previousSibling : up.nextSibling;
      beside !== null;
      beside = before ? beside.previousSibling : beside.nextSibling
    ) {
      if (hasText(beside)) return true;
    }
  }
  return false;
};

/**
 * Folds what a message quotes at its end into a `details`, so that its own words are seen first. A message that answers
 * between the lines, or says nothing but what it quotes, stays as it is.
 * @returns whether something was folded
 */
export const foldQuotes = (root: ParentNode & Node, label: string): boolean => {
  const candidates = [...root.querySelectorAll(`${beginnings}, ${containers}`)].slice(0, mostLooked);
  for (const start of candidates) {
    const rest = [start, ...following(start)];
    const isRest =
      start.matches(beginnings) ||
      rest.every((node) => !hasText(node) || (node instanceof Element && node.matches(containers)));
    if (!isRest || !rest.some(hasText)) continue;
    if (standsBeyond(start, root, false) || !standsBeyond(start, root, true)) continue;
    const details = document.createElement('details');
    details.className = 'latchkey-quote';
    const summary = document.createElement('summary');
    summary.textContent = label;
    details.append(summary);
    start.before(details);
    details.append(...rest);
    return true;
  }
  return false;
};
