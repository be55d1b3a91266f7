const months = 'janfebmaraprmayjunjulaugsepoctnovdec';

const two = (bytes: Buffer, at: number): number => {
  const tens = bytes[at] === 0x20 ? 0 : (bytes[at] as number) - 0x30;
  const ones = (bytes[at + 1] as number) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
};

/**
 * An INTERNALDATE such as `17-Jul-1996 02:44:25 -0700` (RFC 3501 section 9, date-time) in milliseconds; NaN for
 * anything else.
 */
export const readInternalDate = (bytes: Buffer, start: number, end: number): number => {
  if (end - start !== 26) return Number.NaN;
  const month = months.indexOf(bytes.toString('latin1', start + 3, start + 6).toLowerCase());
  const sign = bytes[start + 21];
  if (month < 0 || month % 3 !== 0 || (sign !== 0x2b && sign !== 0x2d)) return Number.NaN;
  const day = two(bytes, start);
  const year = two(bytes, start + 7) * 100 + two(bytes, start + 9);
  const hour = two(bytes, start + 12);
  const minute = two(bytes, start + 15);
  const second = two(bytes, start + 18);
  const offset = (two(bytes, start + 22) * 60 + two(bytes, start + 24)) * (sign === 0x2d ? -1 : 1);
  return Date.UTC(year, month / 3, day, hour, minute - offset, second);
};
