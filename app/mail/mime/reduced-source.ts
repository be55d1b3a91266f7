import { createHash } from 'node:crypto';
import { parseTree } from './part-tree.ts';

/** A part as BODYSTRUCTURE tells it (RFC 3501 section 7.4.2), in the shape imapflow gives it. */
export type StructureNode = {
  readonly part?: string | undefined;
  readonly type: string;
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  readonly id?: string | undefined;
  readonly encoding?: string | undefined;
  /** Encoded bytes. */
  readonly size?: number | undefined;
  readonly disposition?: string | undefined;
  readonly dispositionParameters?: Readonly<Record<string, string>> | undefined;
  readonly location?: string | undefined;
  readonly childNodes?: readonly StructureNode[] | undefined;
};

export type PartPlan = {
  /** Sections to fetch, as `BODY.PEEK[section]<0.length>`; the encoded content of texts and of small messages. */
  readonly sections: readonly { readonly section: string; readonly length: number }[];
  /** Encoded bytes that stay on the server; 0: the whole message may as well be fetched. */
  readonly leftOut: number;
};

const mostNodes = 1000;
const deepest = 30;
const longestText = 1024 * 1024;
const longestMessage = 128 * 1024;

const isContainer = (node: StructureNode): boolean =>
  node.type.toLowerCase().startsWith('multipart/') && (node.childNodes?.length ?? 0) > 0;

const lengthWanted = (node: StructureNode): number => {
  const type = node.type.toLowerCase();
  const size = node.size ?? 0;
  const isAttached = node.disposition?.toLowerCase() === 'attachment';
  if (type === 'text/calendar' || type === 'message/delivery-status') return Math.min(size, longestText);
  // A winmail.dat may hold the message's own text.
  if (type.startsWith('message/') || type.endsWith('ms-tnef')) return size <= longestMessage ? size : 0;
  if (type.startsWith('multipart/')) return Math.min(size, longestText);
  return type.startsWith('text/') && !isAttached ? Math.min(size, longestText) : 0;
};

/** The leaves in order, the container of none left out; bounded, because a server may say anything. */
const leaves = (root: StructureNode): { section: string; node: StructureNode }[] => {
  const found: { section: string; node: StructureNode }[] = [];
  let count = 0;
  const walk = (node: StructureNode, section: string, depth: number): void => {
    count += 1;
    if (count > mostNodes || depth > deepest) return;
    if (!isContainer(node)) {
      found.push({ section: section === '' ? '1' : section, node });
      return;
    }
    for (const [at, child] of (node.childNodes ?? []).entries()) {
      walk(child, section === '' ? String(at + 1) : `${section}.${at + 1}`, depth + 1);
    }
  };
  walk(root, '', 0);
  return found;
};

/** Decides what of a big message is fetched, so that it can be read and searched without its attachments. */
export const planParts = (structure: StructureNode): PartPlan => {
  const sections: { section: string; length: number }[] = [];
  let leftOut = 0;
  for (const { section, node } of leaves(structure)) {
    const length = lengthWanted(node);
    if (length > 0) sections.push({ section, length });
    leftOut += Math.max(0, (node.size ?? 0) - length);
  }
  return { sections, leftOut };
};

const plain = (text: string, longest: number): string => text.replace(/[\p{Cc}\p{Cs}]/gu, '').slice(0, longest);

const parameter = (name: string, value: string): string => {
  const key = name.toLowerCase().replace(/\*.*$/, '');
  if (!/^[a-z0-9._-]{1,40}$/.test(key) || key === 'boundary' || key === 'size') return '';
  const text = value.slice(0, 1000);
  if (/^[\w./+-]+$/.test(text)) return `; ${key}=${text}`;
  const encoded = [...Buffer.from(text)].map((byte) =>
    /[A-Za-z0-9._-]/.test(String.fromCharCode(byte))
      ? String.fromCharCode(byte)
      : `%${byte.toString(16).padStart(2, '0')}`,
  );
  return `;\r\n ${key}*=utf-8''${encoded.join('')}`;
};

const parametersOf = (parameters: Readonly<Record<string, string>> | undefined): string =>
  Object.entries(parameters ?? {})
    .slice(0, 30)
    .map(([name, value]) => parameter(name, value))
    .join('');

/** What the content would be decoded, for a part whose content is not there. */
const decodedSize = (node: StructureNode): number =>
  node.encoding?.toLowerCase() === 'base64' ? Math.floor(((node.size ?? 0) * 57) / 78) : (node.size ?? 0);

const typeOf = (node: StructureNode): string => {
  const type = node.type.toLowerCase();
  return /^[\w.+-]{1,60}\/[\w.+-]{1,100}$/.test(type) ? type : 'application/octet-stream';
};

const fieldsOf = (node: StructureNode, content: Uint8Array | undefined): string => {
  const isThere = content !== undefined;
  const isCut = isThere && content.length < (node.size ?? 0);
  const encoding = /^[\w-]{1,40}$/.test(node.encoding ?? '') ? node.encoding : '7bit';
  const told = node.disposition?.toLowerCase() ?? '';
  const disposition = /^[a-z-]{1,40}$/.test(told) ? told : 'inline';
  // What was cut off says how long it was, encoded, so that a reader can tell.
  const size = isCut ? `; size=${node.size ?? 0}` : isThere ? '' : `; size=${decodedSize(node)}`;
  const hasDisposition = told !== '' || !isThere || isCut;
  const id = plain(node.id ?? '', 500);
  const location = plain(node.location ?? '', 2000);
  return [
    `Content-Type: ${typeOf(node)}${parametersOf(node.parameters)}`,
    `Content-Transfer-Encoding: ${encoding}`,
    ...(hasDisposition
      ? [`Content-Disposition: ${disposition}${parametersOf(node.dispositionParameters)}${size}`]
      : []),
    ...(id === '' ? [] : [`Content-ID: ${id}`]),
    ...(location === '' ? [] : [`Content-Location: ${location}`]),
    '',
  ].join('\r\n');
};

/** The message's own header without the fields that speak of its content, which are written anew. */
const keptHeader = (header: Uint8Array): string => {
  const { root, source } = parseTree(header);
  return source
    .toString('latin1', root.start, root.bodyStart)
    .replace(/\r?\n/g, '\r\n')
    .replace(/^Content-[\w-]+[ \t]*:.*\r\n(?:[ \t].*\r\n)*/gim, '')
    .replace(/(?:\r\n)*$/, '\r\n');
};

/** Made of the contents themselves, so that no sender can have put it into them. */
const boundaryFor = (parts: ReadonlyMap<string, Uint8Array>): string => {
  const hash = createHash('sha256');
  for (const part of parts.values()) hash.update(part);
  return `=_${hash.digest('hex').slice(0, 40)}`;
};

/**
 * Writes a message without its big parts: the structure, the text that was fetched, and for the rest a part without
 * content whose disposition says its size. To be kept with `complete: false`.
 * @param header the message's header, bytes as fetched
 * @param parts the fetched sections by number
 */
export const assemble = (
  structure: StructureNode,
  header: Uint8Array,
  parts: ReadonlyMap<string, Uint8Array>,
): Uint8Array => {
  const stem = boundaryFor(parts);
  const chunks: Buffer[] = [];
  const write = (text: string): void => {
    chunks.push(Buffer.from(text, 'utf8'));
  };
  let count = 0;
  const writePart = (node: StructureNode, section: string, depth: number): void => {
    count += 1;
    const number = count;
    if (isContainer(node) && depth < deepest) {
      const boundary = `${stem}_${number}`;
      write(`Content-Type: ${typeOf(node)}${parametersOf(node.parameters)}; boundary="${boundary}"\r\n\r\n`);
      for (const [at, child] of (node.childNodes ?? []).entries()) {
        if (count >= mostNodes) break;
        write(`--${boundary}\r\n`);
        writePart(child, section === '' ? String(at + 1) : `${section}.${at + 1}`, depth + 1);
        write('\r\n');
      }
      write(`--${boundary}--\r\n`);
      return;
    }
    const content = parts.get(section === '' ? '1' : section);
    write(`${fieldsOf(node, content)}\r\n`);
    if (content !== undefined) chunks.push(Buffer.from(content.buffer, content.byteOffset, content.byteLength));
  };
  chunks.push(Buffer.from(`${keptHeader(header)}`, 'latin1'));
  writePart(structure, '', 0);
  return Buffer.concat(chunks);
};
