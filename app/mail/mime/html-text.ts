import { resolveEntities } from './html-entities.ts';

const blocks = new Set(
  'p div br hr h1 h2 h3 h4 h5 h6 table tr ul ol li dl dt dd pre form center address blockquote section article header footer nav aside main figure fieldset body'.split(
    ' ',
  ),
);
const cells = new Set(['td', 'th', 'option', 'button']);
const empty = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
/** Elements of which a reader sees nothing. */
const unseen = new Set(
  'head title template noframes noembed object applet audio video canvas svg math select datalist'.split(' '),
);
/** Elements whose content is no markup; the comparison of the end tag alone ends them. */
const rawText = new Set('script style xmp iframe noscript textarea'.split(' '));
/** An element of the same name ends these without an end tag. */
const endedBySibling = new Set(['p', 'li', 'td', 'th', 'tr', 'option', 'dt', 'dd']);

const hidingStyle =
  /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|max-height\s*:\s*0(?![.\d])|[;\s"']opacity\s*:\s*0(?:\.0+)?(?![.\d])/i;

/** Position after the tag that begins at `at`, quotes respected; -1 when it never ends. */
const afterTag = (html: string, at: number): number => {
  const close = html.indexOf('>', at);
  if (close === -1) return -1;
  const inside = html.slice(at, close);
  if (!inside.includes('"') && !inside.includes("'")) return close + 1;
  let quote = '';
  let mayOpen = false;
  for (let index = at; index < html.length; index += 1) {
    const character = html[index] ?? '';
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '>') return index + 1;
    else if ((character === '"' || character === "'") && mayOpen) quote = character;
    if (character === '=') mayOpen = true;
    else if (character.trim() !== '') mayOpen = false;
  }
  return -1;
};

const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`[\\s"'/]${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(tag);
  return found === null ? undefined : (found[1] ?? found[2] ?? found[3]);
};

const isHidden = (tag: string): boolean => {
  if (/\shidden(?=[\s=/>])/i.test(tag)) return true;
  if (!/style/i.test(tag)) return false;
  const style = attribute(tag, 'style');
  return style !== undefined && hidingStyle.test(` ${style}`);
};

type Lines = {
  readonly add: (text: string) => void;
  readonly end: () => void;
  readonly quote: (by: number) => void;
  readonly full: () => boolean;
  readonly text: () => string;
};

const linesUpTo = (longest: number): Lines => {
  const lines: string[] = [];
  let line = '';
  let length = 0;
  let depth = 0;
  const end = (): void => {
    const text = line.replace(/ {2,}/g, ' ').trim();
    line = '';
    if (text === '') return;
    lines.push(depth === 0 ? text : `${'>'.repeat(Math.min(depth, 10))} ${text}`);
  };
  return {
    add: (text) => {
      line += text;
      length += text.length;
    },
    end,
    quote: (by) => {
      end();
      depth = Math.max(0, depth + by);
    },
    full: () => length >= longest,
    text: () => {
      end();
      return lines.join('\n');
    },
  };
};

const tagName = /<(\/?)([a-zA-Z][^\s/>]*)/y;

/** Where the content of a raw element ends, one search a name: what is not closed once is never closed later. */
const rawEnds = (html: string): ((name: string, from: number) => number) => {
  const never = new Set<string>();
  return (name, from) => {
    if (never.has(name)) return -1;
    const closing = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
    closing.lastIndex = from;
    const found = closing.exec(html);
    if (found === null) never.add(name);
    return found?.index ?? -1;
  };
};

/**
 * The words a reader of an HTML message sees, a line for each block, quotations with `>` before them. Scripts, styles,
 * comments and what a style hides are dropped. One pass; broken markup is read as a browser would, roughly.
 * @param longest stop after about so many characters
 */
export const htmlToText = (html: string, longest = 2_000_000): string => {
  const lines = linesUpTo(longest);
  const rawEnd = rawEnds(html);
  let hiding = '';
  let depth = 0;
  let at = 0;
  while (at < html.length && !lines.full()) {
    const open = html.indexOf('<', at);
    const text = html.slice(at, open === -1 ? html.length : open);
    if (hiding === '' && text !== '') lines.add(resolveEntities(text).replace(/\s+/g, ' '));
    if (open === -1) break;
    tagName.lastIndex = open;
    const found = tagName.exec(html);
    if (found === null) {
      const following = html[open + 1];
      if (html.startsWith('<!--', open)) {
        const end = html.indexOf('-->', open + 2);
        at = end === -1 ? html.length : end + 3;
      } else if (following === '!' || following === '?' || following === '/') {
        const end = html.indexOf('>', open);
        at = end === -1 ? html.length : end + 1;
      } else {
        if (hiding === '') lines.add('<');
        at = open + 1;
      }
      continue;
    }
    const isEnd = found[1] === '/';
    const name = (found[2] ?? '').toLowerCase();
    const end = afterTag(html, tagName.lastIndex);
    if (end === -1) break;
    at = end;
    if (hiding !== '') {
      if (isEnd && name === hiding) depth -= 1;
      else if (!isEnd && name === hiding && !endedBySibling.has(name)) depth += 1;
      else if (!isEnd && name === hiding) depth = 0;
      else if (!isEnd && name === 'body' && hiding === 'head') depth = 0;
      if (depth === 0) hiding = '';
      if (hiding !== '' || isEnd) continue;
    }
    if (rawText.has(name)) {
      if (isEnd) continue;
      const close = rawEnd(name, at);
      at = close === -1 ? html.length : close;
      continue;
    }
    const tag = html.slice(open, end);
    if (!isEnd && !empty.has(name) && (unseen.has(name) || isHidden(tag)) && !tag.endsWith('/>')) {
      hiding = name;
      depth = 1;
      continue;
    }
    if (name === 'blockquote') lines.quote(isEnd ? -1 : 1);
    else if (blocks.has(name)) lines.end();
    else if (cells.has(name)) lines.add(' ');
    else if (name === 'img' && !isHidden(tag)) {
      const words = attribute(tag, 'alt');
      if (words !== undefined && words.trim() !== '') lines.add(` ${resolveEntities(words).replace(/\s+/g, ' ')} `);
    }
  }
  return lines.text();
};
