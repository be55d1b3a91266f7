const encodePiece = (piece: string): string => {
  const bytes = Buffer.from(piece, 'utf16le').swap16();
  return `&${bytes.toString('base64').replace(/=+$/u, '').replaceAll('/', ',')}-`;
};

/** A mailbox's name as IMAP4rev1 writes it (modified UTF-7, RFC 3501 section 5.1.3), as a quoted string. */
export const quoteMailbox = (name: string): string => {
  const ascii = name.replaceAll('&', '&-').replace(/[^\x20-\x7e]+/g, encodePiece);
  return `"${ascii.replace(/["\\]/gu, '\\$&')}"`;
};
