const months = 'janfebmaraprmayjunjulaugsepoctnovdec';

/** Names of RFC 5322 section 4.3, in minutes; any other name says nothing and counts as +0000. */
const zones: Readonly<Record<string, number>> = {
  EDT: -240,
  EST: -300,
  CDT: -300,
  CST: -360,
  MDT: -360,
  MST: -420,
  PDT: -420,
  PST: -480,
};

const usual =
  /^(?:[A-Za-z]+\s*,?\s*)?(\d{1,2})[\s-]+([A-Za-z]{3})[A-Za-z]*\.?[\s-]+(\d{2,4})\s+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?\s*(?:([+-])(\d{2}):?(\d{2})|([A-Za-z]+))?/u;

const comments = /\([^()]*\)/gu;

/** A two-digit year means this or the last century, three digits count from 1900 (RFC 5322 section 4.3). */
const fullYear = (digits: string): number => {
  const year = Number(digits);
  if (digits.length >= 4) return year;
  return digits.length === 2 && year < 50 ? 2000 + year : 1900 + year;
};

const otherwise = (text: string): number | undefined => {
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
};

/** A Date field in milliseconds; undefined where it cannot be understood. */
export const parseHeaderDate = (value: string): number | undefined => {
  const short = value.slice(0, 200);
  const text = short.includes('(') ? short.replace(comments, ' ').trim() : short;
  const match = usual.exec(text);
  if (match === null) return otherwise(text);
  const [, day, month = '', year = '', hour, minute, second = '0', sign, zoneHours, zoneMinutes, zone = ''] = match;
  const monthIndex = months.indexOf(month.toLowerCase());
  if (monthIndex < 0 || monthIndex % 3 !== 0) return otherwise(text);
  const offset =
    sign === undefined
      ? (zones[zone.toUpperCase()] ?? 0)
      : (sign === '-' ? -1 : 1) * (Number(zoneHours) * 60 + Number(zoneMinutes));
  const time = Date.UTC(
    fullYear(year),
    monthIndex / 3,
    Number(day),
    Number(hour),
    Number(minute) - offset,
    Number(second),
  );
  return Number.isNaN(time) ? undefined : time;
};
