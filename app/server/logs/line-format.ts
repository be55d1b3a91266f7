const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (value: number): string => String(value).padStart(2, '0');

/** Longest line text; anything beyond is cut. */
const maximumText = 2000;

/**
 * One log line without its line break: `[17/May/2021 12:18:30] text`, in the server's local time.
 * Control characters become spaces, so that a name somebody chose cannot forge a line.
 */
export const logLine = (time: number, text: string): string => {
  const at = new Date(time);
  const date = `${two(at.getDate())}/${months[at.getMonth()]}/${at.getFullYear()}`;
  const clock = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  return `[${date} ${clock}] ${text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').slice(0, maximumText)}`;
};
