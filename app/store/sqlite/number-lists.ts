const comma = 44;

/**
 * Whole numbers, none below zero, out of a text of numbers between commas. One text is handed over by the driver many times faster than as
 * many rows.
 */
export const parseNumbers = (text: string, put: (value: number, index: number) => void): number => {
  let value = 0;
  let count = 0;
  let digits = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const code = at === text.length ? comma : text.charCodeAt(at);
    if (code === comma) {
      if (digits > 0) {
        put(value, count);
        count += 1;
      }
      value = 0;
      digits = 0;
    } else {
      value = value * 10 + (code - 48);
      digits += 1;
    }
  }
  return count;
};
