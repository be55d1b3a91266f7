import { basename } from 'node:path/posix';
import { oneLine } from './encoded-words.ts';

const longest = 150;
/** Device names of Windows, with whatever extension. */
const reserved = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;
/** Signs that turn the direction of writing, take no place or separate lines: an extension must be where it seems to be. */
const deceptive = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u115f\u1160\u2800\u3164\uffa0\ufffd]/gu;

/** Extensions a person expects for the types mail is made of. */
const extensions: Readonly<Record<string, string>> = {
  'message/rfc822': '.eml',
  'message/global': '.eml',
  'message/delivery-status': '.txt',
  'text/plain': '.txt',
  'text/html': '.html',
  'text/calendar': '.ics',
  'text/vcard': '.vcf',
  'text/x-vcard': '.vcf',
  'text/csv': '.csv',
  'application/pdf': '.pdf',
  'application/zip': '.zip',
  'application/json': '.json',
  'application/pgp-signature': '.asc',
  'application/pkcs7-signature': '.p7s',
  'application/pkcs7-mime': '.p7m',
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/gif': '.gif',
  'image/webp': '.webp',
  'image/svg+xml': '.svg',
};

const cut = (name: string): string => {
  if (Buffer.byteLength(name) <= longest) return name;
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && name.length - dot <= 12 ? name.slice(dot) : '';
  let stem = '';
  for (const character of name.slice(0, name.length - extension.length)) {
    if (Buffer.byteLength(stem + character + extension) > longest) break;
    stem += character;
  }
  return stem.trimEnd() + extension;
};

/**
 * A file name that is safe to create on any system and looks like what it is: the last step of a path, without controls
 * and signs that deceive the eye, without reserved names, at most 150 bytes of UTF-8. Without a usable name one is made
 * of `fallback` and the type's usual extension.
 */
export const safeFileName = (name: string, mimeType: string, fallback = 'attachment'): string => {
  const visible = oneLine(name.slice(0, 4000).normalize('NFC')).replace(deceptive, '');
  const step = basename(visible.replaceAll('\\', '/').replace(/\/+$/, ''));
  const plain = step
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const extension = Object.hasOwn(extensions, mimeType) ? (extensions[mimeType] ?? '') : '';
  if (plain === '') return fallback + extension;
  const allowed = reserved.test(plain) ? `_${plain}` : plain;
  return cut(allowed).replace(/[\s.]+$/, '');
};
