import { mergeAttributes, Node } from '@tiptap/core';
import { Image } from '@tiptap/extension-image';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import { Placeholder } from '@tiptap/extensions';
import { StarterKit } from '@tiptap/starter-kit';

/** The person's signature, so that it can be exchanged for another and is known as such in plain text. */
export const Signature = Node.create({
  name: 'signature',
  group: 'block',
  content: 'block+',
  defining: true,
  parseHTML: () => [{ tag: 'div.latchkey-signature' }],
  renderHTML: ({ HTMLAttributes }) => ['div', mergeAttributes(HTMLAttributes, { class: 'latchkey-signature' }), 0],
});

/** Only pictures that are part of the message: nothing is loaded from anywhere while writing. */
const Picture = Image.extend({
  parseHTML: () => [{ tag: 'img[src^="data:image/"]' }],
}).configure({ inline: true, allowBase64: true });

/** Without widths as inline styles, which the page's policy refuses. */
const PlainTable = Table.extend({
  renderHTML: () => ['table', { border: '1', cellspacing: '0', cellpadding: '4' }, ['tbody', 0]],
}).configure({ resizable: false });

/** Web, mail and telephone addresses may be linked, nothing else. */
const linkable = /^(?:https?|mailto|tel):/i;

export const editorExtensions = (placeholder: string) => [
  StarterKit.configure({
    heading: false,
    link: {
      openOnClick: false,
      autolink: true,
      defaultProtocol: 'https',
      isAllowedUri: (address) => linkable.test(address) || /^[\w.-]+\.[a-z]{2,}(?:[/?#]|$)/i.test(address),
      HTMLAttributes: { rel: null, target: null },
    },
    dropcursor: { class: 'editor__drop' },
  }),
  Picture,
  PlainTable,
  TableRow,
  TableHeader,
  TableCell,
  Signature,
  Placeholder.configure({ placeholder }),
];
