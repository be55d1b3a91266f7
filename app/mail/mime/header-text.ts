// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const disorder = /[\u0000-\u001f\u007f]|\s\s/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const blanks = /[\s\u0000-\u001f\u007f]+/gu;

/** One line for a list: control characters and runs of white space are one space each, none at the ends. */
export const tidy = (text: string): string => (disorder.test(text) ? text.replace(blanks, ' ') : text).trim();
