/** A piece of a plain text; `quote`: what was said before, for folding. */
export type PlainPiece = { readonly kind: 'own' | 'quote'; readonly text: string };

const isQuoted = (line: string): boolean => /^\s?(?:>|\|\s)/.test(line);
const originalMessage =
  /^[\s>]*-{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht|message d'origine|mensaje original)\s*-{2,}\s*$/i;
/** A line that leads in to a quotation ends with a colon and names somebody or a time. */
const isLeadIn = (line: string): boolean => /:\s*$/.test(line) && line.length < 300 && /[@\d]/.test(line);
const isBlank = (line: string): boolean => line.trim() === '';

/** Where the quotation at the end begins, as a number of lines; the length where there is none. */
const quoteStart = (lines: readonly string[]): number => {
  const original = lines.findIndex((line) => originalMessage.test(line));
  if (original !== -1) return original;
  let at = lines.length;
  while (at > 0 && (isBlank(lines[at - 1] ?? '') || isQuoted(lines[at - 1] ?? ''))) at -= 1;
  if (!lines.slice(at).some(isQuoted)) return lines.length;
  // The lead-in may be broken over two lines, with an empty one before the quotation.
  for (let above = at - 1; above >= Math.max(0, at - 3); above -= 1) {
    if (isLeadIn(lines[at - 1] ?? '') && (above === at - 1 || /^(?:On|Am|Le|El|Il)\s/.test(lines[above] ?? ''))) {
      const leadsFrom = /^(?:On|Am|Le|El|Il)\s/.test(lines[above] ?? '') ? above : at - 1;
      if (/^(?:On|Am|Le|El|Il)\s/.test(lines[leadsFrom] ?? '') || above === Math.max(0, at - 3)) return leadsFrom;
    }
  }
  return isLeadIn(lines[at - 1] ?? '') ? at - 1 : at;
};

/** A text in its own words and the quotation at its end. One that is nothing but a quotation stays whole. */
export const splitQuote = (text: string): PlainPiece[] => {
  const lines = text.split('\n');
  const start = quoteStart(lines);
  const own = lines.slice(0, start).join('\n').trimEnd();
  const quote = lines.slice(start).join('\n').trimEnd();
  if (own.trim() === '' || quote === '') return [{ kind: 'own', text: text.trimEnd() }];
  return [
    { kind: 'own', text: own },
    { kind: 'quote', text: quote },
  ];
};
