// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const blanks = /[\s\u0000-\u001f\u007f]+/gu;

/** White space beyond ASCII, as `\s` has it. */
const isWideSpace = (code: number): boolean =>
  code === 0xa0 ||
  (code >= 0x1680 &&
    (code === 0x1680 ||
      (code >= 0x2000 && code <= 0x200a) ||
      code === 0x2028 ||
      code === 0x2029 ||
      code === 0x202f ||
      code === 0x205f ||
      code === 0x3000 ||
      code === 0xfeff));

/** Whether there are control characters or runs of white space. An expression takes several times as long to tell. */
const isDisorderly = (text: string): boolean => {
  let afterSpace = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || code === 0x7f) return true;
    const isSpace = code === 0x20 || (code >= 0xa0 && isWideSpace(code));
    if (isSpace && afterSpace) return true;
    afterSpace = isSpace;
  }
  return false;
};

/** One line for a list: control characters and runs of white space are one space each, none at the ends. */
export const tidy = (text: string): string => (isDisorderly(text) ? text.replace(blanks, ' ') : text).trim();
