import type { Editor } from '@tiptap/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';

const addressOf = (typed: string): string | undefined => {
  const text = typed.trim();
  if (/^(?:https?|mailto|tel):\S+$/i.test(text)) return text;
  if (/^[^\s@/]+@[^\s@/]+$/.test(text)) return `mailto:${text}`;
  return /^[\w-]+(?:\.[\w-]+)+\S*$/.test(text) ? `https://${text}` : undefined;
};

/** Asks for the address a piece of text leads to. */
export const LinkDialog = ({ editor, onClose }: { readonly editor: Editor; readonly onClose: () => void }) => {
  const { t } = useTranslation();
  const before: unknown = editor.getAttributes('link')['href'];
  const [typed, setTyped] = useState(typeof before === 'string' ? before : '');
  const [wrong, setWrong] = useState(false);
  const put = (): void => {
    const address = addressOf(typed);
    if (address === undefined) {
      setWrong(true);
      return;
    }
    onClose();
    const chain = editor.chain().focus().extendMarkRange('link');
    if (editor.state.selection.empty && before === undefined) {
      chain
        .insertContent({ type: 'text', text: typed.trim(), marks: [{ type: 'link', attrs: { href: address } }] })
        .run();
    } else chain.setLink({ href: address }).run();
  };
  return (
    <Dialog
      title={t('compose.link.title')}
      width="slim"
      onClose={onClose}
      onSubmit={put}
      foot={
        <>
          {typeof before === 'string' ? (
            <Button
              look="ghost"
              onClick={() => {
                onClose();
                editor.chain().focus().extendMarkRange('link').unsetLink().run();
              }}
            >
              {t('compose.link.remove')}
            </Button>
          ) : null}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="primary" type="submit">
            {t('compose.link.put')}
          </Button>
        </>
      }
    >
      <Field
        label={t('compose.link.address')}
        value={typed}
        invalid={wrong}
        hints={wrong ? [{ tone: 'danger', text: t('compose.link.wrong') }] : []}
        onChange={(event) => {
          setTyped(event.target.value);
          setWrong(false);
        }}
      />
    </Dialog>
  );
};
