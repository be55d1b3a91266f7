const printable = /[\x20-\x25\x27-\x7e]/u;

const shifted = (text: string): string => {
  const bytes = Buffer.from(text, 'utf16le').swap16();
  return `&${bytes.toString('base64').replace(/=+$/u, '').replaceAll('/', ',')}-`;
};

/** A folder's path in modified UTF-7, as servers without UTF8=ACCEPT want it (RFC 3501 section 5.1.3). */
export const modifiedUtf7 = (path: string): string => {
  let encoded = '';
  let pending = '';
  for (const unit of path.split('')) {
    if (printable.test(unit) || unit === '&') {
      if (pending !== '') encoded += shifted(pending);
      pending = '';
      encoded += unit === '&' ? '&-' : unit;
    } else {
      pending += unit;
    }
  }
  return pending === '' ? encoded : encoded + shifted(pending);
};
