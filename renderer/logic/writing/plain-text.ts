/** A node of the editor's document, as much of it as is needed here. */
export type DocNode = {
  readonly type?: string | undefined;
  readonly text?: string | undefined;
  readonly attrs?: Readonly<Record<string, unknown>> | undefined;
  readonly marks?:
    | readonly { readonly type: string; readonly attrs?: Readonly<Record<string, unknown>> | undefined }[]
    | undefined;
  readonly content?: readonly DocNode[] | undefined;
};

const linkOf = (node: DocNode): string => {
  const href = node.marks?.find(({ type }) => type === 'link')?.attrs?.['href'];
  return typeof href === 'string' ? href.replace(/^mailto:/i, '') : '';
};

const inlineText = (nodes: readonly DocNode[] = []): string =>
  nodes
    .map((node, at) => {
      if (node.type === 'hardBreak') return '\n';
      if (node.type === 'image') return typeof node.attrs?.['alt'] === 'string' ? node.attrs['alt'] : '';
      const text = node.text ?? '';
      const link = linkOf(node);
      // A link in several pieces is one: its address stands after the last.
      const goesOn = link !== '' && nodes[at + 1] !== undefined && linkOf(nodes[at + 1] ?? {}) === link;
      const shown = text.trim() === link || `https://${text.trim()}` === link.replace(/\/$/, '');
      return link === '' || goesOn || shown ? text : `${text} <${link}>`;
    })
    .join('');

const indented = (lines: readonly string[], first: string): string[] =>
  lines.map((line, at) => (at === 0 ? first : line === '' ? '' : ' '.repeat(first.length)) + line);

const cellText = (cell: DocNode): string => blocks(cell.content).join(' ').trim();

const block = (node: DocNode): string[] => {
  switch (node.type) {
    case 'paragraph':
    case 'heading':
      return inlineText(node.content).split('\n');
    case 'codeBlock':
      return inlineText(node.content).split('\n');
    case 'blockquote':
      return blocks(node.content).map((line) => (line.startsWith('>') ? `>${line}` : line === '' ? '>' : `> ${line}`));
    case 'signature':
      return ['-- ', ...blocks(node.content, false)];
    case 'bulletList':
      return (node.content ?? []).flatMap((item) => indented(blocks(item.content, false), '- '));
    case 'orderedList': {
      const start = typeof node.attrs?.['start'] === 'number' ? node.attrs['start'] : 1;
      return (node.content ?? []).flatMap((item, at) => indented(blocks(item.content, false), `${start + at}. `));
    }
    case 'table':
      return (node.content ?? []).map((row) => (row.content ?? []).map(cellText).join('\t'));
    case 'horizontalRule':
      return ['----'];
    default:
      return node.content === undefined ? inlineText([node]).split('\n') : blocks(node.content);
  }
};

/** @param apart whether an empty line parts paragraphs */
const blocks = (nodes: readonly DocNode[] = [], apart = true): string[] => {
  const lines: string[] = [];
  for (const [at, node] of nodes.entries()) {
    if (at > 0 && apart && lines.at(-1) !== '') lines.push('');
    lines.push(...block(node));
  }
  return lines;
};

/** The editor's document as plain text: quotes with `>`, lists with signs, links with their address. */
export const docText = (doc: DocNode): string => blocks(doc.content).join('\n').trimEnd();

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Plain text as HTML for the editor: empty lines part paragraphs, lines quoted with `>` become quotes. */
export const textHtml = (text: string): string => {
  const html: string[] = [];
  let depth = 0;
  let lines: string[] = [];
  const end = (): void => {
    if (lines.length > 0) html.push(`<p>${lines.map(escapeHtml).join('<br>')}</p>`);
    lines = [];
  };
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    const marks = /^(?:>\s?)*/.exec(line)?.[0] ?? '';
    const level = marks.replaceAll(/\s/g, '').length;
    if (level !== depth) {
      end();
      html.push((level > depth ? '<blockquote>' : '</blockquote>').repeat(Math.abs(level - depth)));
      depth = level;
    }
    const rest = line.slice(marks.length);
    if (rest === '') end();
    else lines.push(rest);
  }
  end();
  html.push('</blockquote>'.repeat(depth));
  return html.join('') || '<p></p>';
};

/** Lines quoted once more. */
export const quotedText = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .trimEnd()
    .split('\n')
    .map((line) => (line.startsWith('>') ? `>${line}` : line === '' ? '>' : `> ${line}`))
    .join('\n');
