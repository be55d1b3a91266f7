import { numberOf } from './numbers.ts';

/** A size as people read it: 84 KB, 1.2 MB. */
export const sizeOf = (bytes: number): string => {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_500) return `${numberOf(Math.round(bytes / 1000))} KB`;
  return `${numberOf(bytes / 1_000_000)} MB`;
};
