import type { MessageId } from '../port.ts';

const perSecond = 2 ** 20;
/** Seconds that fit: id stays below 2^52. */
const lastSecond = 2 ** 32 - 1;

/** A server may claim any date of receipt: what is not a time of 1970 to 2106 is drawn to the nearest. */
export const secondOf = (receivedAt: number): number => {
  const second = Math.floor(receivedAt / 1000);
  return Number.isNaN(second) ? 0 : Math.min(Math.max(second, 0), lastSecond);
};

/** Smallest id of a message received in this second. */
export const firstIdOf = (second: number): MessageId => second * perSecond;

/** Second of receipt an id was made of. */
export const secondOfId = (id: MessageId): number => Math.floor(id / perSecond);

/** Which of the messages of its second it is. */
export const counterOfId = (id: MessageId): number => id % perSecond;
