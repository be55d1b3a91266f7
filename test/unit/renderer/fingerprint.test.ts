import { describe, expect, it } from 'vitest';
import { fingerprintLines, tlsName } from '../../../renderer/logic/fingerprint.ts';

it('breaks a SHA-256 fingerprint in two lines and loses nothing', () => {
  const fingerprint = Array.from({ length: 32 }, (_, at) => at.toString(16).padStart(2, '0').toUpperCase()).join(':');
  const lines = fingerprintLines(fingerprint);
  expect(lines).toHaveLength(2);
  expect(lines.join('')).toBe(fingerprint);
});

describe('a protocol', () => {
  it.each([
    ['TLSv1.3', 'TLS 1.3'],
    ['TLSv1.2', 'TLS 1.2'],
    ['unknown', 'unknown'],
  ])('%s reads %s', (protocol, name) => expect(tlsName(protocol)).toBe(name));
});
