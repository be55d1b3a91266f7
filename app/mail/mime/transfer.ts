/** Content-Transfer-Encodings (RFC 2045 section 6) and what mail has beside them. */

const fromBase64 = (bytes: Buffer): Buffer => {
  const text = bytes.toString('latin1');
  const padding = text.indexOf('=');
  if (padding === -1 || !/[A-Za-z0-9+/_-]/.test(text.slice(padding))) return Buffer.from(text, 'base64');
  return Buffer.concat(text.split(/=[=\s]*/).map((piece) => Buffer.from(piece, 'base64')));
};

const hexValue = (byte: number | undefined): number => {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const upper = byte & 0xdf;
  return upper >= 0x41 && upper <= 0x46 ? upper - 0x37 : -1;
};

const fromQuotedPrintable = (bytes: Buffer): Buffer => {
  const out = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  let at = 0;
  while (at < bytes.length) {
    const mark = bytes.indexOf(0x3d, at);
    const end = mark === -1 ? bytes.length : mark;
    if (end > at) length += bytes.copy(out, length, at, end);
    if (mark === -1) break;
    const high = hexValue(bytes[mark + 1]);
    const low = hexValue(bytes[mark + 2]);
    if (high >= 0 && low >= 0) {
      out[length++] = high * 16 + low;
      at = mark + 3;
      continue;
    }
    let line = mark + 1;
    while (bytes[line] === 0x20 || bytes[line] === 0x09) line += 1;
    if (bytes[line] === 0x0d && bytes[line + 1] === 0x0a) at = line + 2;
    else if (bytes[line] === 0x0a || bytes[line] === 0x0d) at = line + 1;
    else if (line >= bytes.length) at = line;
    else {
      out[length++] = 0x3d;
      at = mark + 1;
    }
  }
  return out.subarray(0, length);
};

const uuLine = (line: Buffer, out: Buffer, from: number): number => {
  const count = ((line[0] ?? 0x20) - 0x20) & 0x3f;
  let length = from;
  for (let at = 1; length < from + count && at < line.length; at += 4) {
    const [a = 0, b = 0, c = 0, d = 0] = [0, 1, 2, 3].map((index) => ((line[at + index] ?? 0x20) - 0x20) & 0x3f);
    const triple = [(a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d];
    for (const byte of triple) if (length < from + count && length < out.length) out[length++] = byte & 0xff;
  }
  return length;
};

const fromUuencode = (bytes: Buffer): Buffer => {
  const out = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  let begun = false;
  for (let at = 0; at < bytes.length; ) {
    const newline = bytes.indexOf(0x0a, at);
    const end = newline === -1 ? bytes.length : newline;
    const line = bytes.subarray(at, bytes[end - 1] === 0x0d ? end - 1 : end);
    at = end + 1;
    const text = line.toString('latin1', 0, 8);
    if (!begun) begun = /^begin \d/.test(text);
    else if (/^end\s*$/.test(text)) break;
    else if (line.length > 0) length = uuLine(line, out, length);
  }
  return begun ? out.subarray(0, length) : bytes;
};

/** The bytes behind a transfer encoding; what is broken in it is passed over. An unknown encoding leaves them as they are. */
export const decodeTransfer = (bytes: Buffer, encoding: string): Buffer => {
  switch (encoding) {
    case 'base64':
      return fromBase64(bytes);
    case 'quoted-printable':
      return fromQuotedPrintable(bytes);
    case 'x-uuencode':
    case 'uuencode':
    case 'x-uue':
    case 'uue':
      return fromUuencode(bytes);
    default:
      return bytes;
  }
};

/** The bytes of an encoded word's text: B or Q, in which an underscore is a space (RFC 2047 section 4). */
export const decodeWordBytes = (text: string, encoding: string): Buffer => {
  if (encoding === 'b') return fromBase64(Buffer.from(text, 'latin1'));
  return fromQuotedPrintable(Buffer.from(text.replaceAll('_', '=20'), 'latin1'));
};
