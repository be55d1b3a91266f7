/**
 * A pass over a message's HTML as text, before a browser parses it. Parsing a `style` or an event attribute under a
 * strict content security policy is refused and reported for every single one, so they are taken out of the parser's
 * way first. Nothing rests on this pass for safety: whatever it misses is removed by the sanitizer.
 */
export type PrePass = {
  readonly html: string;
  /** The text of every style sheet, in order. */
  readonly sheets: readonly string[];
};

/** Where a style attribute waits until it has been looked at. */
export const styleAttribute = 'data-latchkey-style';

/** Elements whose content is text to a parser; nothing of them is wanted in a message. */
const rawText = new Set([
  'script',
  'title',
  'textarea',
  'xmp',
  'iframe',
  'noembed',
  'noframes',
  'noscript',
  'plaintext',
]);

const nameAt = /[a-z][^\s/>]*/iy;
const attributeAt = /[\s/]*([^\s"'<>/=][^\s<>/=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?/y;

const attributesOf = (html: string, from: number): { text: string; end: number } => {
  let text = '';
  let at = from;
  for (;;) {
    attributeAt.lastIndex = at;
    const found = attributeAt.exec(html);
    if (found === null || found[0] === '') break;
    at = attributeAt.lastIndex;
    const name = (found[1] ?? '').toLowerCase();
    if (name.startsWith('on')) continue;
    const value = found[2] ?? found[3] ?? found[4] ?? '';
    text += ` ${name === 'style' ? styleAttribute : name}="${value.replaceAll('"', '&quot;')}"`;
  }
  const close = html.indexOf('>', at);
  return { text, end: close === -1 ? html.length : close + 1 };
};

const endOf = (html: string, name: string, from: number): number => {
  const closing = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
  closing.lastIndex = from;
  const found = closing.exec(html);
  return found === null ? html.length : found.index;
};

const afterTag = (html: string, from: number): number => {
  const close = html.indexOf('>', from);
  return close === -1 ? html.length : close + 1;
};

const afterComment = (html: string, from: number): number => {
  const close = html.indexOf('-->', from + 2);
  return close === -1 ? html.length : close + 3;
};

/** Elements that speak to the whole document; a parser would act on them at once. */
const documentWide = new Set(['html', 'head', 'base', 'meta', 'link']);

/** The body of a message becomes an element of the frame's own body, so that its colours and margins stay. */
const renamed = (name: string): string | undefined => {
  if (name === 'body') return 'div';
  return documentWide.has(name) ? undefined : name;
};

export const prePass = (html: string): PrePass => {
  const sheets: string[] = [];
  let out = '';
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open === -1) {
      out += html.slice(at);
      break;
    }
    out += html.slice(at, open);
    if (html.startsWith('<!--', open)) {
      at = afterComment(html, open);
      continue;
    }
    const closing = html[open + 1] === '/';
    nameAt.lastIndex = open + (closing ? 2 : 1);
    const name = nameAt.exec(html)?.[0].toLowerCase();
    if (name === undefined) {
      const bogus = closing || html[open + 1] === '!' || html[open + 1] === '?';
      if (!bogus) out += '&lt;';
      at = bogus ? afterTag(html, open) : open + 1;
      continue;
    }
    const kept = renamed(name);
    if (closing) {
      if (kept !== undefined) out += `</${kept}>`;
      at = afterTag(html, nameAt.lastIndex);
      continue;
    }
    const { text, end } = attributesOf(html, nameAt.lastIndex);
    at = end;
    if (name === 'style' || rawText.has(name)) {
      const stop = endOf(html, name, end);
      if (name === 'style') sheets.push(html.slice(end, stop));
      at = afterTag(html, stop);
      continue;
    }
    if (kept !== undefined) out += `<${kept}${text}>`;
  }
  return { html: out, sheets };
};
