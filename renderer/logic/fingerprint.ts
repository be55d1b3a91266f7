/** A certificate's fingerprint in lines of sixteen pairs. */
export const fingerprintLines = (fingerprint: string): string[] => {
  const pairs = fingerprint.split(':');
  const lines: string[] = [];
  for (let at = 0; at < pairs.length; at += 16) {
    lines.push(pairs.slice(at, at + 16).join(':') + (at + 16 < pairs.length ? ':' : ''));
  }
  return lines;
};

/** Pairs at the end of a fingerprint that somebody must have heard from the administrator. */
const pairsToKnow = 4;

/** Whether what was typed, however it is spaced, is how a fingerprint ends: its last four pairs or more of it. */
export const endsWithPairs = (fingerprint: string, typed: string): boolean => {
  const digits = (text: string): string => text.replace(/[^0-9a-f]/gi, '').toUpperCase();
  const end = digits(typed);
  return end.length >= pairsToKnow * 2 && digits(fingerprint).endsWith(end);
};

/** `TLSv1.3` as people write it. */
export const tlsName = (protocol: string): string => protocol.replace(/^TLSv/, 'TLS ');
