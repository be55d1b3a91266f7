import { describe, expect, it } from 'vitest';
import { endsWithPairs, fingerprintLines, tlsName } from '../../../renderer/logic/fingerprint.ts';

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

describe('the end of a fingerprint, as somebody heard it', () => {
  const fingerprint = '4F:1A:9C:E2:07:B3:5D:68';

  it.each(['07:B3:5D:68', '07 b3 5d 68', '07b35d68', '4F:1A:9C:E2:07:B3:5D:68', ' e207b3 5d68 '])(
    '"%s" is it',
    (typed) => {
      expect(endsWithPairs(fingerprint, typed)).toBe(true);
    },
  );

  it.each(['', '5D:68', 'B3:5D:68', '07:B3:5D:69', '4F:1A:9C:E2', '4F:1A:9C:E2:07:B3:5D:68:00'])(
    '"%s" is not',
    (typed) => {
      expect(endsWithPairs(fingerprint, typed)).toBe(false);
    },
  );
});
