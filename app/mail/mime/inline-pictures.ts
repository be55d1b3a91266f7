import { bareId, fieldOf } from './header-fields.ts';
import { resolveEntities } from './html-entities.ts';
import { bytesOf } from './part-content.ts';
import type { Part } from './part-tree.ts';

/** Picture types that may be shown inside a message; SVG is left out because it is a program, not a picture. */
const inlineTypes = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp', 'image/avif']);
const mostBytes = 32 * 1024 * 1024;

export type InlinePictures = {
  /** data: URLs by Content-ID and by Content-Location. */
  readonly pictures: Record<string, string>;
  /** Parts the HTML shows. */
  readonly shown: ReadonlySet<Part>;
  /** The content of a part the HTML shows was left out. */
  readonly missing: boolean;
};

const typeOf = (part: Part): string => (part.type.value === 'image/jpg' ? 'image/jpeg' : part.type.value);

const withoutEscapes = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Content-IDs an HTML text asks for. */
const wantedIds = (html: string): Set<string> =>
  new Set([...html.matchAll(/cid:(?:<|&lt;)?([^\s"'()<>&]+)/gi)].flatMap(([, id = '']) => [id, withoutEscapes(id)]));

/** Addresses an HTML text takes pictures from. */
const wantedLocations = (html: string): Set<string> => {
  const written = /(?:\b(?:src|background)\s*=\s*|url\(\s*)(?:"([^"]{1,4000})"|'([^']{1,4000})'|([^\s"'>)]{1,4000}))/gi;
  return new Set(
    [...html.matchAll(written)].map(([, double, single, bare]) =>
      resolveEntities(double ?? single ?? bare ?? '').trim(),
    ),
  );
};

/** Pictures an HTML text shows by `cid:` (RFC 2392) or by the address they came from (RFC 2557). */
export const inlinePictures = (source: Buffer, parts: readonly Part[], html: string): InlinePictures => {
  const pictures: Record<string, string> = {};
  const shown = new Set<Part>();
  const ids = wantedIds(html);
  const locations = wantedLocations(html);
  let total = 0;
  let missing = false;
  for (const part of parts) {
    if (!inlineTypes.has(typeOf(part))) continue;
    const id = bareId(fieldOf(part.fields, 'content-id'));
    const location = fieldOf(part.fields, 'content-location').replace(/\s+/g, '');
    const byLocation = location.length > 3 && locations.has(location);
    const keys = [...(id !== '' && ids.has(id) ? [id] : []), ...(byLocation ? [location] : [])];
    if (keys.length === 0 || keys.includes('__proto__')) continue;
    const bytes = bytesOf(source, part);
    if (bytes.length === 0) {
      missing = true;
      shown.add(part);
      continue;
    }
    total += bytes.length;
    if (total > mostBytes) break;
    for (const key of keys) {
      if (!Object.hasOwn(pictures, key)) pictures[key] = `data:${typeOf(part)};base64,${bytes.toString('base64')}`;
    }
    shown.add(part);
  }
  return { pictures, shown, missing };
};
