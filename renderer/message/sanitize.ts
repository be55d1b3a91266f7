import DOMPurify from 'dompurify';
import type { Sequence } from '../../app/domain/search-words.ts';
import { roleOf, valueOnDarkPage } from './colours.ts';
import { foldQuotes } from './fold-quotes.ts';
import { markWords } from './mark-words.ts';
import {
  allowedAddress,
  allowedAttributes,
  allowedTags,
  decideDeclaration,
  decidePicture,
  linkAddress,
  type PictureRules,
  wordAttributes,
} from './policy.ts';
import { prePass, styleAttribute } from './pre-pass.ts';

export type CleanMessage = {
  readonly html: string;
  /** How many different things from the network were left out. */
  readonly blocked: number;
};

export type MessageLook = {
  /** Inline pictures by Content-ID and by Content-Location, as data: addresses. */
  readonly inline: Readonly<Record<string, string>>;
  /** Pictures from the network stay in. */
  readonly remote: boolean;
  /** Colours are turned for a dark page. */
  readonly dark: boolean;
  /** What unfolds the quotation at the end; it stays unfolded without. */
  readonly quoteLabel?: string;
  /** Words that are marked. */
  readonly words?: readonly Sequence[];
};

type Rules = PictureRules & {
  readonly blocked: Set<string>;
  readonly dark: boolean;
  /** Rules of style sheets that may still be read. */
  rulesLeft: number;
};

const mostRules = 4000;
const longestSheet = 500_000;
const longestSelector = 400;

const resolved = new Map<string, string | undefined>();
let ruler: CanvasRenderingContext2D | null | undefined;

/** The colour a name stands for; undefined where it is none, or one that depends on where it is used. */
const resolveName = (name: string): string | undefined => {
  const lower = name.toLowerCase();
  if (!resolved.has(lower)) {
    ruler ??= document.createElement('canvas').getContext('2d');
    const isColour = /^[a-z]+$/.test(lower) && lower !== 'transparent' && CSS.supports('color', lower);
    let found: string | undefined;
    if (isColour && ruler !== null && !/^(?:currentcolor|inherit|initial|unset|revert)$/.test(lower)) {
      ruler.fillStyle = '#010203';
      ruler.fillStyle = lower;
      found = ruler.fillStyle === '#010203' ? undefined : ruler.fillStyle;
    }
    resolved.set(lower, found);
  }
  return resolved.get(lower);
};

const turned = (property: string, value: string, dark: boolean): string => {
  const role = dark ? roleOf(property) : undefined;
  return role === undefined || value.startsWith('url(') ? value : valueOnDarkPage(value, role, resolveName);
};

/** Keeps the declarations that may stay; the browser has parsed them, so what is read here is what would apply. */
const cleanDeclarations = (from: CSSStyleDeclaration, rules: Rules): string => {
  const kept = document.createElement('i').style;
  for (const property of from) {
    const decision = decideDeclaration(property, from.getPropertyValue(property), rules);
    for (const address of decision.blocked) rules.blocked.add(address);
    if (decision.value === undefined) continue;
    kept.setProperty(property, turned(property, decision.value, rules.dark), from.getPropertyPriority(property));
  }
  return kept.cssText;
};

/** Selectors that look at everything below, or are long only to be slow. */
const isCostly = (selector: string): boolean => selector.length > longestSelector || selector.includes(':has(');

const cleanRules = (list: CSSRuleList, rules: Rules): string => {
  const kept: string[] = [];
  for (const rule of list) {
    rules.rulesLeft -= 1;
    if (rules.rulesLeft < 0) break;
    if (rule instanceof CSSStyleRule && isCostly(rule.selectorText)) continue;
    if (rule instanceof CSSStyleRule) kept.push(`${rule.selectorText} { ${cleanDeclarations(rule.style, rules)} }`);
    else if (rule instanceof CSSMediaRule)
      kept.push(`@media ${rule.media.mediaText} { ${cleanRules(rule.cssRules, rules)} }`);
  }
  return kept.join('\n');
};

/** A style sheet of a message: plain and media rules only, nothing that fetches, nothing that ends the element early. */
const cleanSheet = (text: string, rules: Rules): string => {
  const sheet = new CSSStyleSheet();
  const local = text
    .slice(0, longestSheet)
    .replace(/<!--|-->/g, ' ')
    .replace(/@import[^;]*;?/gi, (rule) => {
      rules.blocked.add(rule);
      return '';
    });
  sheet.replaceSync(local);
  return cleanRules(sheet.cssRules, rules).replaceAll('</', '<\\/');
};

const cleanStyle = (element: Element, rules: Rules): void => {
  const written = element.getAttribute(styleAttribute);
  if (written === null) return;
  element.removeAttribute(styleAttribute);
  if (!(element instanceof HTMLElement)) return;
  // Through the object model: setting the attribute itself would be inline style to the content security policy.
  element.style.cssText = written;
  element.style.cssText = cleanDeclarations(element.style, rules);
};

const cleanPicture = (element: Element, attribute: 'src' | 'background', rules: Rules): void => {
  const written = element.getAttribute(attribute);
  if (written === null) return;
  const decision = decidePicture(written, rules);
  if (decision.do === 'keep') element.setAttribute(attribute, decision.address);
  else element.removeAttribute(attribute);
  if (decision.do === 'block') rules.blocked.add(decision.address);
};

const cleanLink = (element: Element): void => {
  if (!element.hasAttribute('href')) return;
  const address = linkAddress(element.getAttribute('href') ?? '');
  if (address === undefined || element.localName !== 'a') {
    element.removeAttribute('href');
    return;
  }
  element.setAttribute('href', address);
  element.setAttribute('rel', 'noopener noreferrer');
  element.removeAttribute('target');
};

/** Colours written as attributes. The body of a message is an element here, for which `bgcolor` would mean nothing. */
const cleanColours = (element: Element, rules: Rules): void => {
  if (!(element instanceof HTMLElement)) return;
  const surface = element.getAttribute('bgcolor');
  const isTable = /^(?:table|t[rdh]|tbody|thead|tfoot|col|colgroup)$/.test(element.localName);
  if (surface !== null && (rules.dark || !isTable)) {
    if (element.style.backgroundColor === '') {
      const hex = /^[0-9a-f]{6}$/i.test(surface) ? `#${surface}` : surface;
      element.style.backgroundColor = turned('background-color', hex, rules.dark);
    }
    element.removeAttribute('bgcolor');
  }
  const ink = element.getAttribute('color');
  if (!rules.dark || ink === null) return;
  if (element.style.color === '') element.style.color = turned('color', ink, true);
  element.removeAttribute('color');
};

/** Marks where a blocked picture was, so that its alternative text is seen as one. */
const frameSheet =
  'img:not([src])[alt]:not([alt=""]) { border: 1px dashed #8f887c; padding: 2px 6px; font-size: 12px; }';

/**
 * Makes a message's HTML fit for its frame: no script, no form, no frame, nothing from the network unless `remote`.
 * The frame adds its own policy on top, so that a hole here still reaches nothing.
 */
export const sanitizeMessage = (
  html: string,
  { inline, remote, dark, quoteLabel, words = [] }: MessageLook,
): CleanMessage => {
  const rules: Rules = { inline, remote, dark, blocked: new Set(), rulesLeft: mostRules };
  const prepared = prePass(html);
  const fragment = DOMPurify.sanitize(prepared.html, {
    ALLOWED_TAGS: [...allowedTags],
    ALLOWED_ATTR: [...allowedAttributes, styleAttribute],
    ALLOWED_URI_REGEXP: allowedAddress,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ADD_URI_SAFE_ATTR: [...wordAttributes, styleAttribute],
    RETURN_DOM_FRAGMENT: true,
  });
  for (const element of fragment.querySelectorAll('*')) {
    cleanStyle(element, rules);
    cleanPicture(element, 'src', rules);
    cleanPicture(element, 'background', rules);
    cleanColours(element, rules);
    cleanLink(element);
  }
  const sheets = prepared.sheets.map((sheet) => cleanSheet(sheet, rules)).filter((sheet) => sheet !== '');
  const body = fragment.ownerDocument.createElement('div');
  body.append(fragment);
  if (quoteLabel !== undefined) foldQuotes(body, quoteLabel);
  markWords(body, words);
  return { html: `<style>${[frameSheet, ...sheets].join('\n')}</style>${body.innerHTML}`, blocked: rules.blocked.size };
};
