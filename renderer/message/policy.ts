/** What may stay in a message, as data and pure decisions. Everything not named here is removed. */

export const allowedTags = [
  'a',
  'abbr',
  'address',
  'article',
  'b',
  'bdi',
  'bdo',
  'big',
  'blockquote',
  'br',
  'caption',
  'center',
  'cite',
  'code',
  'col',
  'colgroup',
  'dd',
  'del',
  'details',
  'dfn',
  'div',
  'dl',
  'dt',
  'em',
  'figcaption',
  'figure',
  'font',
  'footer',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'header',
  'hr',
  'i',
  'img',
  'ins',
  'kbd',
  'li',
  'main',
  'mark',
  'ol',
  'p',
  'pre',
  'q',
  'rp',
  'rt',
  'ruby',
  's',
  'samp',
  'section',
  'small',
  'span',
  'strike',
  'strong',
  'sub',
  'summary',
  'sup',
  'table',
  'tbody',
  'td',
  'tfoot',
  'th',
  'thead',
  'time',
  'tr',
  'tt',
  'u',
  'ul',
  'var',
  'wbr',
] as const;

export const allowedAttributes = [
  'align',
  'alt',
  'aria-hidden',
  'aria-label',
  'background',
  'bgcolor',
  'border',
  'cellpadding',
  'cellspacing',
  'class',
  'color',
  'cols',
  'colspan',
  'dir',
  'face',
  'headers',
  'height',
  'href',
  'hspace',
  'id',
  'lang',
  'noshade',
  'nowrap',
  'open',
  'reversed',
  'role',
  'rows',
  'rowspan',
  'scope',
  'size',
  'span',
  'src',
  'start',
  'summary',
  'title',
  'type',
  'valign',
  'value',
  'vspace',
  'width',
] as const;

/** Values the sanitizer lets through to the decisions below: these schemes, and whatever has no scheme at all. */
export const allowedAddress = /^(?:https?:|mailto:|cid:|data:image\/|[^a-z]|[a-z+.-]+(?:[^a-z+.:-]|$))/i;

/** Attributes whose values are words, never addresses. */
export const wordAttributes = ['aria-label', 'bgcolor', 'color', 'face'] as const;

/** Picture types that are pixels; SVG is a document and stays out. */
const pixels = /^data:image\/(?:png|jpe?g|gif|webp|bmp|avif);base64,[a-z0-9+/=\s]*$/i;

export type PictureDecision =
  | { readonly do: 'keep'; readonly address: string }
  /** Would be fetched from the network. */
  | { readonly do: 'block'; readonly address: string }
  | { readonly do: 'drop' };

export type PictureRules = {
  /** Inline pictures by Content-ID, as data: addresses. */
  readonly inline: Readonly<Record<string, string>>;
  readonly remote: boolean;
};

const contentId = (address: string): string => {
  const id = address.slice(4).replace(/^<|>$/g, '');
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
};

/** What becomes of a picture's address: a part of the message, pixels in place, the network, or nothing. */
export const decidePicture = (written: string, { inline, remote }: PictureRules): PictureDecision => {
  const address = written.trim();
  if (/^cid:/i.test(address)) {
    const id = contentId(address);
    const picture = Object.hasOwn(inline, id) ? inline[id] : undefined;
    return picture !== undefined && pixels.test(picture) ? { do: 'keep', address: picture } : { do: 'drop' };
  }
  // A picture that came along under the address it once had (RFC 2557) is shown from the message.
  const brought = Object.hasOwn(inline, address) ? inline[address] : undefined;
  if (brought !== undefined && pixels.test(brought)) return { do: 'keep', address: brought };
  if (/^data:/i.test(address)) return pixels.test(address) ? { do: 'keep', address } : { do: 'drop' };
  const absolute = address.startsWith('//') ? `https:${address}` : address;
  if (!/^https?:\/\/[^/]/i.test(absolute)) return { do: 'drop' };
  return remote ? { do: 'keep', address: absolute } : { do: 'block', address: absolute };
};

/** Where a link may lead. Anything else loses its address and stays as text. */
export const linkAddress = (written: string): string | undefined => {
  const address = written.trim();
  return /^(?:https?:\/\/[^/]|mailto:[^?])/i.test(address) ? address : undefined;
};

/** What moves, blurs, or is drawn anew all the time: a message could bring a machine to its knees with it. */
const costly =
  /^-?(?:webkit-)?(?:animation|transition|filter|backdrop-filter|mask|will-change|view-transition|contain|content-visibility|offset|zoom|mix-blend-mode|clip-path|shape-|perspective|transform-style|anchor|position-|scroll-|timeline|view-)/;

/** Lengths measured by the frame's own height, which grows with what is in it. */
const byFrameHeight = /\d(?:[sld]?v(?:h|b|max|min))\b/i;

/** Longest value of a declaration but a picture's, in characters. */
const longestValue = 2000;

/** A custom property is not checked by the parser, and a fixed element would not scroll away. */
const isRefused = (property: string, value: string): boolean =>
  property.startsWith('--') ||
  costly.test(property) ||
  byFrameHeight.test(value) ||
  (value.length > longestValue && !/^url\(/i.test(value)) ||
  (property === 'position' && /^(?:fixed|sticky)$/i.test(value));

export type DeclarationDecision = {
  /** The value to keep; undefined drops the declaration. */
  readonly value: string | undefined;
  /** Addresses it would have fetched. */
  readonly blocked: readonly string[];
};

const fetches = /\b(?:url|src|image|image-set|-webkit-image-set|cross-fade|element)\s*\(/i;
const urlAt = /\burl\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^)"']*))\s*\)/gi;

/**
 * One declaration as the browser itself wrote it back, so escapes and comments are already resolved. Pictures in
 * `url()` follow the rules of any picture; every other function that fetches drops the declaration.
 */
export const decideDeclaration = (property: string, value: string, rules: PictureRules): DeclarationDecision => {
  if (value === '' || isRefused(property, value)) return { value: undefined, blocked: [] };
  if (!fetches.test(value)) return { value, blocked: [] };
  const blocked: string[] = [];
  let dropped = false;
  const kept = value.replace(urlAt, (_, double?: string, single?: string, bare?: string) => {
    const decision = decidePicture(double ?? single ?? bare ?? '', rules);
    if (decision.do === 'keep') return `url("${decision.address.replace(/["\\\n\r\f]/g, '')}")`;
    if (decision.do === 'block') blocked.push(decision.address);
    dropped = true;
    return 'none';
  });
  if (dropped || fetches.test(kept.replace(urlAt, ''))) return { value: undefined, blocked };
  return { value: kept, blocked };
};
