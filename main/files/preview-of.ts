import { isUtf8 } from 'node:buffer';
import type { FilePreview } from '../../app/contract/message-files.ts';
import type { FileBytes } from '../engine/messages.ts';

const pictures = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp', 'image/avif']);
const mostPicture = 40 * 1024 * 1024;
const mostDocument = 64 * 1024 * 1024;
/** Bytes of a text that are shown. */
const mostText = 512 * 1024;

const textEnding = /\.(?:txt|md|log|csv|tsv|json|ya?ml|ini|conf|toml|diff|patch|ics|vcf|eml|asc|srt|tex)$/i;

const isText = ({ mimeType, fileName, provenType, bytes }: FileBytes): boolean => {
  if (provenType !== undefined && provenType !== 'text/html') return false;
  if (!mimeType.startsWith('text/') && !textEnding.test(fileName) && mimeType !== 'message/rfc822') return false;
  return !bytes.subarray(0, 8192).includes(0);
};

/** A text that was cut off may end within a character. */
const withoutBrokenEnd = (bytes: Buffer): Buffer => {
  let end = bytes.length;
  while (end > bytes.length - 4 && end > 0 && ((bytes[end - 1] ?? 0) & 0x80) !== 0) end -= 1;
  return bytes.subarray(0, end);
};

/** What of a file the window can show by itself. Its bytes decide what it is; markup is shown as its source. */
export const previewOf = (file: FileBytes): FilePreview => {
  const { bytes, provenType } = file;
  if (provenType !== undefined && pictures.has(provenType) && bytes.length <= mostPicture) {
    const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
    return { kind: 'picture', url: `data:${provenType};base64,${base64}` };
  }
  if (provenType === 'application/pdf' && bytes.length <= mostDocument)
    return { kind: 'pdf', bytes: new Uint8Array(bytes) };
  if (!isText(file)) return { kind: 'none' };
  const shown = Buffer.from(bytes.subarray(0, mostText));
  return {
    kind: 'text',
    text: new TextDecoder(isUtf8(withoutBrokenEnd(shown)) ? 'utf-8' : 'windows-1252').decode(shown),
    cut: bytes.length > mostText,
  };
};
