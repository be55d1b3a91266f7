/** RFC 3676 section 4.2: lines no longer than 78 characters, the space that marks a soft break included. */
const longest = 77;

/** A space in front keeps what would be taken for a quote, for an mbox separator, or be lost (RFC 3676 section 4.4). */
const stuffed = (line: string): string => (/^(?: |>|From )/u.test(line) ? ` ${line}` : line);

const flow = (paragraph: string): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(/(?<= )(?=[^ ])/u)) {
    if (line !== '' && line.length + word.trimEnd().length > longest) {
      lines.push(line);
      line = word;
    } else {
      line += word;
    }
  }
  lines.push(line);
  return lines;
};

/**
 * Plain text as format=flowed (RFC 3676). Quoted lines are kept as they are; the separator of a signature keeps its
 * space, every other line that ends a paragraph loses its trailing ones.
 */
export const flowedText = (text: string): string =>
  text
    .split(/\r\n|\r|\n/u)
    .flatMap((paragraph) => {
      if (paragraph === '-- ') return [paragraph];
      // Quote marks are no text to be stuffed: they are what a reader makes the depth of a quote from.
      if (paragraph.startsWith('>')) return [paragraph.trimEnd()];
      return flow(paragraph.replace(/ +$/u, '')).map(stuffed);
    })
    .join('\r\n');
