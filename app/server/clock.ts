/** Where every part of the server takes the time from: milliseconds since the epoch. */
export type Clock = { readonly now: () => number };

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/**
 * The machine's clock, moved by a fixed offset.
 * @param offsetSeconds how far the server's idea of time lies ahead of the machine's (negative: behind)
 */
export const offsetClock = (offsetSeconds: number): Clock => ({ now: () => Date.now() + offsetSeconds * second });

/** A point in time as the wire contract writes it: ISO 8601 in UTC. */
export const wireTime = (time: number): string => new Date(time).toISOString();
