import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

/**
 * The authorities in a PEM file the organisation gave, each by itself. A file that cannot be read or holds no
 * certificate trusts nobody more, and says so: the certificate screen then tells the rest.
 */
export const readAuthorities = (
  file: string | undefined,
  tell: (where: string, what: string) => void,
): readonly string[] => {
  if (file === undefined) return [];
  try {
    const blocks = readFileSync(file, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    const authorities = blocks.filter((pem) => new X509Certificate(pem).ca);
    if (authorities.length === 0) tell('authorities', 'the file holds no certificate authority');
    return authorities;
  } catch {
    tell('authorities', 'the file could not be read');
    return [];
  }
};
