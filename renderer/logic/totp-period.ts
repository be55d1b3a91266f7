/** Seconds a code of RFC 6238 lives. */
export const periodSeconds = 30;

/** Seconds until the authenticator shows the next code, by the server's clock. `skew` = this clock minus the server's, in seconds. */
export const secondsToNextCode = (now: number, skew: number): number => {
  const serverSeconds = now / 1000 - skew;
  const gone = ((serverSeconds % periodSeconds) + periodSeconds) % periodSeconds;
  return Math.ceil(periodSeconds - gone);
};

/** Beyond this difference a countdown to the next code would be wrong, so none is shown. */
export const clocksAgree = (skew: number): boolean => Math.abs(skew) <= 5;

/** Beyond this difference right codes may be refused: a server accepts one step before and after its own. */
export const clocksTooFar = (skew: number): boolean => Math.abs(skew) >= periodSeconds;
