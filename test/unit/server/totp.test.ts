import { describe, expect, it } from 'vitest';
import {
  codeOfStep,
  enrolmentUri,
  matchingStep,
  newSecret,
  secretAsBase32,
  stepAt,
} from '../../../app/server/second-factor/totp.ts';

const rfcSecret = new TextEncoder().encode('12345678901234567890');

describe('one-time codes', () => {
  it.each([
    [0, '755224'],
    [1, '287082'],
    [2, '359152'],
    [3, '969429'],
    [4, '338314'],
    [5, '254676'],
    [6, '287922'],
    [7, '162583'],
    [8, '399871'],
    [9, '520489'],
  ])('gives the value of RFC 4226 appendix D for counter %i', (counter, code) => {
    expect(codeOfStep(rfcSecret, counter)).toBe(code);
  });

  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('gives and accepts the SHA-1 value of RFC 6238 appendix B at second %i', (seconds, code) => {
    expect(codeOfStep(rfcSecret, stepAt(seconds * 1000), 8)).toBe(code);
    expect(matchingStep(rfcSecret, code, seconds * 1000, 8)).toBe(Math.floor(seconds / 30));
    expect(matchingStep(rfcSecret, code.slice(2), seconds * 1000)).toBe(Math.floor(seconds / 30));
  });

  it('accepts the step before and the step after, no further ones', () => {
    const time = 1_111_111_110_000;
    const step = stepAt(time);
    const matches = [-2, -1, 0, 1, 2].map((offset) =>
      matchingStep(rfcSecret, codeOfStep(rfcSecret, step + offset), time),
    );
    expect(matches).toEqual([undefined, step - 1, step, step + 1, undefined]);
  });

  it('does not accept anything of another length', () => {
    const time = 59_000;
    expect(matchingStep(rfcSecret, '28708', time)).toBeUndefined();
    expect(matchingStep(rfcSecret, '2870820', time)).toBeUndefined();
    expect(matchingStep(rfcSecret, '', time)).toBeUndefined();
  });

  it('makes secrets of 160 bits and tells them to authenticators', () => {
    const secret = newSecret();
    expect(secret).toHaveLength(20);
    expect(secretAsBase32(secret)).toMatch(/^[A-Z2-7]{32}$/u);
    expect(secretAsBase32(secret)).not.toBe(secretAsBase32(newSecret()));
    const uri = new URL(enrolmentUri(rfcSecret, 'Latchkey Mail', 'ana@enforced.example'));
    expect(uri.protocol).toBe('otpauth:');
    expect(decodeURIComponent(uri.pathname)).toContain('Latchkey Mail:ana@enforced.example');
    expect(Object.fromEntries(uri.searchParams)).toEqual({
      issuer: 'Latchkey Mail',
      secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
  });
});
