import DOMPurify from 'dompurify';
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

type Rules = PictureRules & { readonly blocked: Set<string> };

/** Keeps the declarations that may stay; the browser has parsed them, so what is read here is what would apply. */
const cleanDeclarations = (from: CSSStyleDeclaration, rules: Rules): string => {
  const kept = document.createElement('i').style;
  for (const property of from) {
    const decision = decideDeclaration(property, from.getPropertyValue(property), rules);
    for (const address of decision.blocked) rules.blocked.add(address);
    if (decision.value !== undefined) kept.setProperty(property, decision.value, from.getPropertyPriority(property));
  }
  return kept.cssText;
};

const cleanRules = (list: CSSRuleList, rules: Rules): string => {
  const kept: string[] = [];
  for (const rule of list) {
    if (rule instanceof CSSStyleRule) kept.push(`${rule.selectorText} { ${cleanDeclarations(rule.style, rules)} }`);
    else if (rule instanceof CSSMediaRule)
      kept.push(`@media ${rule.media.mediaText} { ${cleanRules(rule.cssRules, rules)} }`);
  }
  return kept.join('\n');
};

/** A style sheet of a message: plain and media rules only, nothing that fetches, nothing that ends the element early. */
const cleanSheet = (text: string, rules: Rules): string => {
  const sheet = new CSSStyleSheet();
  const local = text.replace(/<!--|-->/g, ' ').replace(/@import[^;]*;?/gi, (rule) => {
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
  element.setAttribute('target', '_blank');
  element.setAttribute('rel', 'noopener noreferrer');
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
  inline: Readonly<Record<string, string>>,
  remote: boolean,
): CleanMessage => {
  const rules: Rules = { inline, remote, blocked: new Set() };
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
    cleanLink(element);
  }
  const sheets = prepared.sheets.map((sheet) => cleanSheet(sheet, rules)).filter((sheet) => sheet !== '');
  const body = fragment.ownerDocument.createElement('div');
  body.append(fragment);
  return { html: `<style>${[frameSheet, ...sheets].join('\n')}</style>${body.innerHTML}`, blocked: rules.blocked.size };
};
