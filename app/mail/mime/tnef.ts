import { decodeText } from './charset.ts';
import { oneLine } from './encoded-words.ts';

/** A file inside a winmail.dat. */
export type TnefAttachment = { readonly name: string; readonly mimeType: string; readonly content: Buffer };

export type TnefContent = {
  readonly attachments: readonly TnefAttachment[];
  readonly text: string | undefined;
  readonly html: string | undefined;
};

const mostAttachments = 500;
const mostProperties = 2000;
const signature = 0x223e9f78;

/** Attributes of the stream and MAPI properties that are read ([MS-OXTNEF] 2.1.3.3, [MS-OXPROPS]). */
const attributes = {
  body: 0x800c,
  mapi: 0x9003,
  rendering: 0x9002,
  title: 0x8010,
  data: 0x800f,
  attachment: 0x9005,
  codePage: 0x9007,
};
const properties = { body: 0x1000, html: 0x1013, data: 0x3701, longName: 0x3707, shortName: 0x3704, mimeType: 0x370e };

type Property = { readonly id: number; readonly type: number; readonly value: Buffer };

const fixedSizes: Readonly<Record<number, number>> = {
  1: 4,
  2: 4,
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 8,
  10: 4,
  11: 4,
  20: 8,
  64: 8,
  72: 16,
};
const isVariable = (type: number): boolean => type === 0x1e || type === 0x1f || type === 0x0d || type === 0x102;
const padded = (size: number): number => (size + 3) & ~3;

/** Reads a property list; ends without complaint where the list lies about a length. */
const readProperties = (bytes: Buffer): Property[] => {
  const found: Property[] = [];
  let at = 0;
  const number = (): number | undefined => {
    if (at + 4 > bytes.length) return undefined;
    at += 4;
    return bytes.readUInt32LE(at - 4);
  };
  const count = Math.min(number() ?? 0, mostProperties);
  for (let index = 0; index < count; index += 1) {
    const tag = number();
    if (tag === undefined) break;
    const id = tag >>> 16;
    const isMany = (tag & 0x1000) !== 0;
    const type = tag & 0xefff;
    if (id >= 0x8000) {
      at += 16;
      const kind = number();
      const size = number();
      if (kind === undefined || size === undefined) break;
      if (kind === 1) at += padded(size);
    }
    const fixed = fixedSizes[type];
    const values = isMany || isVariable(type) ? number() : 1;
    if (values === undefined || values > mostProperties || (fixed === undefined && !isVariable(type))) break;
    for (let one = 0; one < values; one += 1) {
      const size = fixed ?? number();
      if (size === undefined || at + size > bytes.length) return found;
      if (one === 0) found.push({ id, type, value: bytes.subarray(at, at + size) });
      at += fixed === undefined ? padded(size) : fixed;
    }
  }
  return found;
};

const withoutEnd = (text: string): string => text.replace(/\0[\s\S]*$/, '');

const propertyText = (property: Property | undefined, charset: string): string => {
  if (property === undefined) return '';
  return withoutEnd(property.type === 0x1f ? property.value.toString('utf16le') : decodeText(property.value, charset));
};

type Draft = { name: string; longName: string; mimeType: string; content: Buffer };

/**
 * Reads a winmail.dat (TNEF, [MS-OXTNEF]): the files in it and, where it is plain, the text. Lengths are believed only
 * as far as the bytes reach; what is not understood is left out. Never fails.
 */
export const readTnef = (bytes: Buffer): TnefContent => {
  const drafts: Draft[] = [];
  let text: string | undefined;
  let html: string | undefined;
  let charset = 'windows-1252';
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== signature) return { attachments: [], text, html };

  const find = (list: readonly Property[], id: number): Property | undefined => list.find((one) => one.id === id);
  const readAttachment = (draft: Draft, list: readonly Property[]): void => {
    draft.longName =
      propertyText(find(list, properties.longName) ?? find(list, properties.shortName), charset) || draft.longName;
    draft.mimeType = propertyText(find(list, properties.mimeType), charset) || draft.mimeType;
    const data = find(list, properties.data);
    // An embedded object begins with the 16 bytes of its interface's identifier.
    if (data !== undefined && draft.content.length === 0)
      draft.content = data.value.subarray(data.type === 0x0d ? 16 : 0);
  };

  for (let at = 6; at + 9 <= bytes.length; ) {
    const id = bytes.readUInt16LE(at + 1);
    const size = bytes.readUInt32LE(at + 5);
    const end = at + 9 + size;
    if (end > bytes.length) break;
    const data = bytes.subarray(at + 9, end);
    at = end + 2;
    const draft = drafts.at(-1);
    if (id === attributes.codePage && size >= 4) {
      const page = data.readUInt32LE(0);
      charset =
        page === 65001
          ? 'utf-8'
          : page === 932
            ? 'shift_jis'
            : page === 936
              ? 'gbk'
              : page === 949
                ? 'euc-kr'
                : page === 950
                  ? 'big5'
                  : `windows-${page}`;
    } else if (id === attributes.rendering) {
      if (drafts.length >= mostAttachments) break;
      drafts.push({ name: '', longName: '', mimeType: '', content: Buffer.alloc(0) });
    } else if (id === attributes.body) text = withoutEnd(decodeText(data, charset));
    else if (id === attributes.mapi) {
      const list = readProperties(data);
      const markup = find(list, properties.html);
      if (markup !== undefined) html = withoutEnd(decodeText(markup.value, charset));
      const plain = find(list, properties.body);
      if (plain !== undefined) text = propertyText(plain, charset);
    } else if (draft !== undefined && id === attributes.title) draft.name = withoutEnd(decodeText(data, charset));
    else if (draft !== undefined && id === attributes.data) draft.content = data;
    else if (draft !== undefined && id === attributes.attachment) readAttachment(draft, readProperties(data));
  }
  return {
    attachments: drafts.map(({ name, longName, mimeType, content }) => ({
      name: oneLine(longName || name),
      mimeType: /^[\w.+-]+\/[\w.+-]+$/.test(mimeType) ? mimeType.toLowerCase() : 'application/octet-stream',
      content,
    })),
    text,
    html,
  };
};
