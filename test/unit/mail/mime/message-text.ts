/** A message written with line feeds, as bytes with CRLF. */
export const mail = (text: string): Buffer => Buffer.from(text.replaceAll('\n', '\r\n'), 'utf8');

/** The same for what is no UTF-8: one character a byte. */
export const rawMail = (text: string): Buffer => Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1');
