/** A certificate's fingerprint in lines of sixteen pairs. */
export const fingerprintLines = (fingerprint: string): string[] => {
  const pairs = fingerprint.split(':');
  const lines: string[] = [];
  for (let at = 0; at < pairs.length; at += 16) {
    lines.push(pairs.slice(at, at + 16).join(':') + (at + 16 < pairs.length ? ':' : ''));
  }
  return lines;
};

/** `TLSv1.3` as people write it. */
export const tlsName = (protocol: string): string => protocol.replace(/^TLSv/, 'TLS ');
