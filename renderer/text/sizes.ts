const number = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

/** A size as people read it: 84 KB, 1.2 MB. */
export const sizeOf = (bytes: number): string => {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_500) return `${number.format(Math.round(bytes / 1000))} KB`;
  return `${number.format(bytes / 1_000_000)} MB`;
};
