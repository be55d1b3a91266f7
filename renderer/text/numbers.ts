import { forRegion } from './region.ts';

const number = forRegion((tag) => new Intl.NumberFormat(tag, { maximumFractionDigits: 1 }));
const share = forRegion((tag) => new Intl.NumberFormat(tag, { style: 'percent' }));

/** 12,345 */
export const numberOf = (value: number): string => number().format(value);
/** 45 %, of a part of one; rounded down, so that all is said only when it is all. */
export const shareOf = (part: number): string => share().format(Math.floor(100 * part) / 100);
