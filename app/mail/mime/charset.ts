import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

/** The 32 characters in which windows-1252 differs from ISO 8859-1; the runtime's own decoder leaves them controls. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const fromWindows1252 = (bytes: Buffer): string =>
  bytes
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (character) => windows1252[character.charCodeAt(0) - 0x80] ?? '');

/** Labels that mean a larger set than they say, and names only mail has. */
const meant: Readonly<Record<string, string>> = {
  ascii: 'us-ascii',
  'ansi_x3.4-1968': 'us-ascii',
  'iso-8859-1': 'windows-1252',
  iso8859_1: 'windows-1252',
  latin1: 'windows-1252',
  gb2312: 'gb18030',
  gbk: 'gb18030',
  cp936: 'gb18030',
  x_gbk: 'gb18030',
  'ks_c_5601-1987': 'euc-kr',
  ks_c_5601: 'euc-kr',
  'x-windows-949': 'euc-kr',
  uhc: 'euc-kr',
  cp949: 'euc-kr',
  cp932: 'shift_jis',
  'x-ms-cp932': 'shift_jis',
  'windows-31j': 'shift_jis',
  cp950: 'big5',
  utf8: 'utf-8',
  utf_8: 'utf-8',
  cp65001: 'utf-8',
  'x-unknown': '',
  'unknown-8bit': '',
  '8bit': '',
  binary: '',
  _autodetect: '',
  'iso-8859-8-e': 'iso-8859-8',
  'x-utf-7': 'utf-7',
  'unicode-1-1-utf-7': 'utf-7',
  csiso2022kr: 'iso-2022-kr',
  cseuckr: 'euc-kr',
};

const canonicalOf = (label: string): string => {
  const name = label
    .trim()
    .toLowerCase()
    .replace(/^['"]+|['"]+$/g, '')
    .replace(/\*.*$/, '');
  const windows = /^(?:windows|win|x-cp|cp|ms)[-_]?(125\d|874)$/.exec(name)?.[1];
  if (windows !== undefined) return `windows-${windows}`;
  const iso = /^iso[-_ ]?8859[-_ ](\d{1,2})(?:[-_](?:i|1987|e))?$/.exec(name)?.[1];
  const found = iso === undefined ? name : `iso-8859-${iso}`;
  return Object.hasOwn(meant, found) ? (meant[found] ?? '') : found;
};

/** Few labels make up most of all mail, and senders can invent any number. */
const mostRemembered = 200;
const names = new Map<string, string>();

const canonical = (label: string): string => {
  const known = names.get(label);
  if (known !== undefined) return known;
  const name = canonicalOf(label.slice(0, 100));
  if (names.size < mostRemembered && label.length <= 100) names.set(label, name);
  return name;
};

const decoders = new Map<string, TextDecoder | undefined>();

const decoderFor = (name: string): TextDecoder | undefined => {
  if (decoders.has(name)) return decoders.get(name);
  let decoder: TextDecoder | undefined;
  try {
    decoder = new TextDecoder(name, { ignoreBOM: true });
  } catch {
    decoder = undefined;
  }
  if (decoders.size < mostRemembered) decoders.set(name, decoder);
  return decoder;
};

/** Escape-driven encodings no decoder here knows: shifted pairs are the national set with its high bits off. */
const unshift = (bytes: Buffer, name: 'iso-2022-kr' | 'iso-2022-cn' | 'hz-gb-2312'): string => {
  const out = Buffer.alloc(bytes.length);
  let length = 0;
  let shifted = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    const following = bytes[at + 1] ?? 0;
    if (name === 'hz-gb-2312') {
      if (byte === 0x7e && (following === 0x7b || following === 0x7d)) {
        shifted = following === 0x7b;
        at += 1;
        continue;
      }
      if (byte === 0x7e && (following === 0x7e || following === 0x0a)) {
        at += 1;
        if (following === 0x7e) out[length++] = 0x7e;
        continue;
      }
      if (byte === 0x0a) shifted = false;
    } else {
      if (byte === 0x0e || byte === 0x0f) {
        shifted = byte === 0x0e;
        continue;
      }
      if (byte === 0x1b && following === 0x24) {
        at += 3;
        continue;
      }
    }
    out[length++] = shifted && byte > 0x20 && byte < 0x7f ? byte | 0x80 : byte;
  }
  const set = name === 'iso-2022-kr' ? 'euc-kr' : 'gb18030';
  return decoderFor(set)?.decode(out.subarray(0, length)) ?? out.toString('latin1', 0, length);
};

/** Where the runtime's decoders know only the first national standard and mail has its successors. */
const larger: Readonly<Record<string, string>> = { 'euc-kr': 'cp949', big5: 'big5hkscs', 'big5-hkscs': 'big5hkscs' };

const byLabel = (bytes: Buffer, name: string): string | undefined => {
  if (name === 'windows-1252') return fromWindows1252(bytes);
  if (name === 'iso-2022-kr' || name === 'iso-2022-cn' || name === 'hz-gb-2312') return unshift(bytes, name);
  if (name === 'utf-16') {
    const big = bytes[0] === 0xfe || (bytes[0] !== 0xff && bytes[0] === 0 && bytes[1] !== 0);
    return decoderFor(big ? 'utf-16be' : 'utf-16le')?.decode(bytes);
  }
  const wider = Object.hasOwn(larger, name) ? larger[name] : undefined;
  if (wider !== undefined) return iconv.decode(bytes, wider);
  const decoder = decoderFor(name);
  if (decoder !== undefined && decoder.encoding !== 'x-user-defined') return decoder.decode(bytes);
  return name !== '' && iconv.encodingExists(name) ? iconv.decode(bytes, name) : undefined;
};

const isWide = (name: string): boolean => /^(?:gb|big5|shift_jis|euc-)/.test(name);
const isStateful = (name: string): boolean =>
  /^(?:iso-2022|hz|utf-?16|utf-?32|ucs-?2|ucs-?4|iso-10646|unicode)/.test(name);

/** How many bytes of it are outside ASCII, and whether a sequence of three or more is among them. */
const utf8Evidence = (bytes: Buffer): { high: number; long: boolean } => {
  let high = 0;
  let long = false;
  for (const byte of bytes) {
    if (byte < 0x80) continue;
    high += 1;
    if (byte >= 0xe0) long = true;
    if (high > 64 && long) break;
  }
  return { high, long };
};

/** Text that says it is UTF-8 and is not: a broken character here and there, or another encoding altogether. */
const brokenUtf8 = (bytes: Buffer): string => {
  const text = bytes.toString('utf8');
  let broken = 0;
  let sound = 0;
  for (let at = 0; at < text.length && broken + sound < 4000; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0xfffd) broken += 1;
    else if (code > 0x7f) sound += 1;
  }
  return sound > broken ? text : fromWindows1252(bytes);
};

const withoutMark = (text: string): string => (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);

/**
 * Decodes text of a message. The label is one witness among others: UTF-8 that proves itself is believed first, then
 * the label, then windows-1252. UTF-7 is never decoded, because it hides markup from whoever looks for it.
 */
export const decodeText = (bytes: Uint8Array, label = ''): string => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const name = canonical(label);
  if (isStateful(name)) {
    const text = byLabel(buffer, name);
    if (text !== undefined) return withoutMark(text);
  }
  if (isAscii(buffer)) {
    const text = buffer.toString('latin1');
    if (name === '' || name === 'us-ascii') {
      return text.includes('\u001b$') ? (byLabel(buffer, 'iso-2022-jp') ?? text) : text;
    }
    return text;
  }
  if ((buffer[0] === 0xff && buffer[1] === 0xfe) || (buffer[0] === 0xfe && buffer[1] === 0xff)) {
    return withoutMark(byLabel(buffer, 'utf-16') ?? '');
  }
  const known = name !== '' && name !== 'us-ascii' && name !== 'utf-8' && name !== 'utf-7';
  if (isUtf8(buffer)) {
    const evidence = known && isWide(name) ? utf8Evidence(buffer) : undefined;
    if (evidence === undefined || (evidence.long && evidence.high >= 6)) return withoutMark(buffer.toString('utf8'));
  }
  if (known) {
    const text = byLabel(buffer, name);
    if (text !== undefined) return withoutMark(text);
  }
  return name === 'utf-8' ? withoutMark(brokenUtf8(buffer)) : fromWindows1252(buffer);
};
