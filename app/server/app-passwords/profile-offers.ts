import { createHash, randomBytes } from 'node:crypto';
import { type Clock, minute } from '../clock.ts';

/** What a device's profile is made from; the secret is kept nowhere else and goes with the offer. */
export type ProfileOffer = {
  readonly appPasswordId: string;
  readonly userId: string;
  readonly secret: string;
};

export type ProfileOffers = {
  /** Keeps the offer for a few minutes, in memory only. @returns the token that takes it, once */
  readonly add: (offer: ProfileOffer) => { readonly token: string; readonly expiresAt: number };
  readonly take: (token: string) => ProfileOffer | undefined;
};

export const profileOfferLife = 5 * minute;
/** More than this at once is nobody's need; the oldest gives way. */
const mostOffers = 500;

const keyOf = (token: string): string => createHash('sha256').update(token).digest('base64');

export const createProfileOffers = (clock: Clock): ProfileOffers => {
  const offers = new Map<string, ProfileOffer & { readonly expiresAt: number }>();
  const forget = (): void => {
    for (const [key, { expiresAt }] of offers) if (expiresAt <= clock.now()) offers.delete(key);
    for (const key of offers.keys()) {
      if (offers.size < mostOffers) return;
      offers.delete(key);
    }
  };
  return {
    add: (offer) => {
      forget();
      for (const [key, { appPasswordId }] of offers) if (appPasswordId === offer.appPasswordId) offers.delete(key);
      const token = randomBytes(32).toString('base64url');
      const expiresAt = clock.now() + profileOfferLife;
      offers.set(keyOf(token), { ...offer, expiresAt });
      return { token, expiresAt };
    },
    take: (token) => {
      forget();
      const key = keyOf(token);
      const offer = offers.get(key);
      offers.delete(key);
      return offer;
    },
  };
};
