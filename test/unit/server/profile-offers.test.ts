import { describe, expect, it } from 'vitest';
import { createProfileOffers, profileOfferLife } from '../../../app/server/app-passwords/profile-offers.ts';

const offers = () => {
  let now = 1_000_000;
  const made = createProfileOffers({ now: () => now });
  return { ...made, pass: (time: number) => (now += time) };
};
const offer = (appPasswordId: string) => ({ appPasswordId, userId: 'u', secret: 'secret' });

describe('offers of a profile', () => {
  it('are taken once', () => {
    const { add, take } = offers();
    const { token, expiresAt } = add(offer('a'));
    expect(expiresAt).toBe(1_000_000 + profileOfferLife);
    expect(take(token)).toMatchObject(offer('a'));
    expect(take(token)).toBeUndefined();
  });

  it('end after five minutes', () => {
    const { add, take, pass } = offers();
    const early = add(offer('a')).token;
    const late = add(offer('b')).token;
    pass(profileOfferLife - 1);
    expect(take(early)).toBeDefined();
    pass(1);
    expect(take(late)).toBeUndefined();
  });

  it('give way when there are too many', () => {
    const { add, take } = offers();
    const tokens = Array.from({ length: 600 }, (_, at) => add(offer(String(at))).token);
    expect(take(tokens[0] ?? '')).toBeUndefined();
    expect(take(tokens.at(-1) ?? '')).toBeDefined();
  });
});
