import { createFetchReader, type FetchData } from '../../../../app/mail/imap/bulk/fetch-response.ts';
import { createFramer, type FrameLimits } from '../../../../app/mail/imap/bulk/response-framer.ts';

export const header = 'Subject: Hello)\r\nFrom: A <a@b.example>\r\n\r\n';

/** A FETCH response as Dovecot writes it. */
export const fetchResponse = (uid: number, block = header): Buffer =>
  Buffer.from(
    `* ${uid} FETCH (UID ${uid} FLAGS (\\Seen $Label1) INTERNALDATE "21-Nov-2026 14:00:00 +0100" RFC822.SIZE 1234 MODSEQ (77) ` +
      'BODYSTRUCTURE (("text" "plain" ("charset" "utf-8") NIL NIL "7bit" 5 1 NIL NIL NIL NIL)("application" "pdf" NIL NIL NIL ' +
      '"base64" 50 NIL ("attachment" ("filename" "a(.pdf")) NIL NIL) "mixed" ("boundary" "x") NIL NIL NIL) ' +
      `BODY[HEADER.FIELDS (DATE SUBJECT "FROM")] {${Buffer.byteLength(block)}}\r\n${block})\r\n`,
  );

/** Cuts bytes at these places, in any order, and hands on what the framer makes of the pieces. */
export const framed = (bytes: Buffer, cuts: readonly number[], limits?: FrameLimits) => {
  const responses: string[] = [];
  const framer = createFramer((buffer, start, end) => {
    responses.push(buffer.toString('latin1', start, end));
    return true;
  }, limits);
  const places = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((one, other) => one - other);
  let fault: string | undefined;
  let from = 0;
  for (const to of places) {
    // What is lent is overwritten, as a socket's buffer is.
    const lent = Buffer.from(bytes.subarray(from, to));
    fault ??= framer.push(lent);
    lent.fill(0);
    from = to;
  }
  return { responses, fault, pending: framer.pending() };
};

/** Reads what stands behind `* n FETCH `; undefined: not understood. */
export const readFetch = (text: string | Buffer): FetchData | undefined => {
  const bytes = Buffer.isBuffer(text) ? text : Buffer.from(text, 'latin1');
  return createFetchReader()({ bytes, at: 0, end: bytes.length });
};
