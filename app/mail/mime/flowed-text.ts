const depthOf = (line: string): number => {
  let depth = 0;
  while (line[depth] === '>') depth += 1;
  return depth;
};

/**
 * Puts the paragraphs of a format=flowed text together again (RFC 3676). Quoted lines keep their `>` marks, one a level.
 * @param delSp the space that marks a soft line break belongs to no word (section 4.3)
 */
export const unwrapFlowed = (text: string, delSp: boolean): string => {
  const out: string[] = [];
  let paragraph: string[] = [];
  let depth = 0;
  const finish = (): void => {
    if (paragraph.length > 0) out.push(`${depth === 0 ? '' : `${'>'.repeat(depth)} `}${paragraph.join('')}`);
    paragraph = [];
  };
  for (const line of text.split(/\r?\n/)) {
    const level = depthOf(line);
    const content = line[level] === ' ' ? line.slice(level + 1) : line.slice(level);
    const isSignature = content === '-- ';
    if (level !== depth || isSignature) finish();
    depth = level;
    const isFlowed = content.endsWith(' ') && !isSignature;
    paragraph.push(isFlowed && delSp ? content.slice(0, -1) : content);
    if (!isFlowed) finish();
  }
  finish();
  return out.join('\n');
};
