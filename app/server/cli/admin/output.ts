/** Where a command writes: results to standard output, all else to standard error. */
export type Output = {
  readonly json: boolean;
  readonly print: (text: string) => void;
  readonly tell: (sentence: string) => void;
};

/** What came from elsewhere must not steer the terminal it is shown on. */
const harmless = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\u{FFFD}');

const widthOf = (text: string): number => [...text].length;

/** Columns under their headings, as narrow as their widest entry. */
export const table = (headings: readonly string[], rows: readonly (readonly string[])[]): string => {
  const lines = [headings, ...rows].map((row) => row.map(harmless));
  const widths = headings.map((_heading, column) => Math.max(...lines.map((line) => widthOf(line[column] ?? ''))));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

/** Names and values below each other. */
export const record = (entries: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...entries.map(([name]) => widthOf(name)));
  return entries.map(([name, value]) => `${name.padEnd(width)}  ${harmless(value)}`).join('\n');
};

export const harmlessLine = harmless;

const two = (value: number): string => String(value).padStart(2, '0');

/** A moment in the local time of whoever reads it; empty for none. */
export const localTime = (time: string | undefined): string => {
  if (time === undefined) return '';
  const at = new Date(time);
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
};

export const yesNo = (value: boolean | undefined): string => (value === undefined ? '' : value ? 'yes' : 'no');

/** Which part of a list is shown, when it is not all of it. */
export const partOf = (shown: number, start: number, total: number, what: string): string | undefined => {
  if (shown === total) return undefined;
  if (shown === 0) return `None shown of ${total} ${what}.`;
  const next = start + shown;
  const more = next < total ? ` --start ${next} shows the next ones, --all shows all.` : '';
  return `${start + 1} to ${next} of ${total} ${what}.${more}`;
};
