import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import {
  Bold,
  Code,
  Image,
  Italic,
  Link,
  List,
  ListOrdered,
  type LucideIcon,
  Paperclip,
  Quote,
  RemoveFormatting,
  Strikethrough,
  Underline,
} from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import type { TextKey } from '../../text/keys.ts';
import { insertPictures, isInlinePicture } from './editor-paste.ts';
import { LinkDialog } from './link-dialog.tsx';

type Mark = {
  readonly name: string;
  readonly icon: LucideIcon;
  readonly title: TextKey;
  readonly keys: string;
  readonly run: (editor: Editor) => void;
};

const marks: readonly Mark[] = [
  {
    name: 'bold',
    icon: Bold,
    title: 'compose.format.bold',
    keys: 'Ctrl+B',
    run: (e) => e.chain().focus().toggleBold().run(),
  },
  {
    name: 'italic',
    icon: Italic,
    title: 'compose.format.italic',
    keys: 'Ctrl+I',
    run: (e) => e.chain().focus().toggleItalic().run(),
  },
  {
    name: 'underline',
    icon: Underline,
    title: 'compose.format.underline',
    keys: 'Ctrl+U',
    run: (e) => e.chain().focus().toggleUnderline().run(),
  },
  {
    name: 'strike',
    icon: Strikethrough,
    title: 'compose.format.strike',
    keys: 'Ctrl+Shift+S',
    run: (e) => e.chain().focus().toggleStrike().run(),
  },
];
const blocks: readonly Mark[] = [
  {
    name: 'bulletList',
    icon: List,
    title: 'compose.format.bullets',
    keys: 'Ctrl+Shift+8',
    run: (e) => e.chain().focus().toggleBulletList().run(),
  },
  {
    name: 'orderedList',
    icon: ListOrdered,
    title: 'compose.format.numbers',
    keys: 'Ctrl+Shift+7',
    run: (e) => e.chain().focus().toggleOrderedList().run(),
  },
  {
    name: 'blockquote',
    icon: Quote,
    title: 'compose.format.quote',
    keys: 'Ctrl+Shift+B',
    run: (e) => e.chain().focus().toggleBlockquote().run(),
  },
  {
    name: 'code',
    icon: Code,
    title: 'compose.format.code',
    keys: 'Ctrl+E',
    run: (e) => e.chain().focus().toggleCode().run(),
  },
];

const walk = (event: KeyboardEvent<HTMLElement>): void => {
  const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (by === 0) return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button')];
  const next =
    buttons[(buttons.indexOf(document.activeElement as HTMLButtonElement) + by + buttons.length) % buttons.length];
  event.preventDefault();
  next?.focus();
};

type ToolbarProps = { readonly editor: Editor; readonly onAttach?: () => void };

/** Formatting. One stop for Tab; the arrows go from button to button. */
export const Toolbar = ({ editor, onAttach }: ToolbarProps) => {
  const { t } = useTranslation();
  const [linking, setLinking] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => [...marks, ...blocks, { name: 'link' }].map(({ name }) => now.isActive(name)),
    equalityFn: (one, other) => other !== null && one.every((each, at) => each === other[at]),
  });
  const button = ({ icon, title, keys, run }: Mark, at: number, first = false) => (
    <Button
      key={title}
      icon={icon}
      look="ghost"
      tabIndex={first ? 0 : -1}
      aria-label={t(title)}
      title={`${t(title)} (${keys})`}
      aria-pressed={on[at] === true}
      className={on[at] === true ? 'is-on' : ''}
      onClick={() => run(editor)}
    />
  );
  return (
    <div className="compose__bar" role="toolbar" aria-label={t('compose.format.label')} onKeyDown={walk}>
      {marks.map((mark, at) => button(mark, at, at === 0))}
      <span className="compose__sep" />
      {blocks.map((mark, at) => button(mark, marks.length + at))}
      <Button
        icon={Link}
        look="ghost"
        tabIndex={-1}
        aria-label={t('compose.format.link')}
        title={t('compose.format.link')}
        aria-pressed={on.at(-1) === true}
        className={on.at(-1) === true ? 'is-on' : ''}
        onClick={() => setLinking(true)}
      />
      <Button
        icon={RemoveFormatting}
        look="ghost"
        tabIndex={-1}
        aria-label={t('compose.format.clear')}
        title={t('compose.format.clear')}
        onClick={() => editor.chain().focus().unsetAllMarks().clearNodes().run()}
      />
      <span className="compose__sep" />
      <Button
        icon={Image}
        look="ghost"
        tabIndex={-1}
        aria-label={t('compose.format.picture')}
        title={t('compose.format.picture')}
        onClick={() => picker.current?.click()}
      />
      {onAttach === undefined ? null : (
        <Button
          icon={Paperclip}
          look="ghost"
          tabIndex={-1}
          aria-label={t('compose.attach')}
          title={`${t('compose.attach')} (Ctrl+Shift+A)`}
          onClick={onAttach}
        />
      )}
      <input
        ref={picker}
        type="file"
        accept="image/png,image/jpeg,image/gif,image/webp"
        multiple
        hidden
        onChange={(event) => {
          void insertPictures(editor.view, [...(event.target.files ?? [])].filter(isInlinePicture));
          event.target.value = '';
        }}
      />
      {linking ? <LinkDialog editor={editor} onClose={() => setLinking(false)} /> : null}
    </div>
  );
};
