import type { EditorView } from '@tiptap/pm/view';
import { sanitizeMessage } from '../../message/sanitize.ts';

/** Larger pictures go as files: within the text they would be written again with every change. */
const largestInline = 3_000_000;
const inlineTypes = /^image\/(?:png|jpeg|gif|webp)$/;

export const isInlinePicture = (file: File): boolean => inlineTypes.test(file.type) && file.size <= largestInline;

/** What comes from elsewhere loses scripts, styles, and everything that would be loaded from the network. */
export const cleanPasted = (html: string): string => {
  const page = new DOMParser().parseFromString(
    sanitizeMessage(html, { inline: {}, remote: false, dark: false }).html,
    'text/html',
  );
  for (const sheet of page.querySelectorAll('style')) sheet.remove();
  return page.body.innerHTML;
};

const dataUrl = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result)));
    reader.addEventListener('error', () => reject(new Error('The file cannot be read')));
    reader.readAsDataURL(file);
  });

/** Puts pictures into the text where the caret, or the pointer, is. */
export const insertPictures = async (view: EditorView, files: readonly File[], at?: number): Promise<void> => {
  for (const file of files) {
    const src = await dataUrl(file);
    const { image } = view.state.schema.nodes;
    if (image === undefined || view.isDestroyed) return;
    const picture = image.create({ src, alt: file.name });
    const position = at === undefined ? undefined : Math.min(at, view.state.doc.content.size);
    const { tr } = view.state;
    view.dispatch(position === undefined ? tr.replaceSelectionWith(picture) : tr.insert(position, picture));
  }
};
