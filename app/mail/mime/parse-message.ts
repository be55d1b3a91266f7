import PostalMime, { type Address, type Email } from 'postal-mime';
import type { MailAddress, MessageBody, MessageKey } from '../../domain/mail.ts';

const addresses = (list: readonly Address[] | undefined): MailAddress[] =>
  (list ?? []).flatMap((one) =>
    one.group === undefined
      ? [{ name: one.name ?? '', address: one.address ?? '' }]
      : one.group.map((member) => ({ name: member.name ?? '', address: member.address ?? '' })),
  );

const isoDate = (text: string | undefined): string => {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return new Date(Number.isNaN(time) ? 0 : time).toISOString();
};

/** Picture types that may be shown inside a message; SVG is left out because it is a program, not a picture. */
const inlineTypes = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp', 'image/avif']);

const bytesOf = (content: ArrayBuffer | Uint8Array | string): Buffer => {
  if (typeof content === 'string') return Buffer.from(content, 'utf8');
  return content instanceof Uint8Array ? Buffer.from(content) : Buffer.from(new Uint8Array(content));
};

const inlinePictures = (mail: Email): Record<string, string> => {
  const pictures: Record<string, string> = {};
  for (const part of mail.attachments) {
    const id = part.contentId?.replace(/^<|>$/g, '');
    if (id === undefined || id === '' || !inlineTypes.has(part.mimeType)) continue;
    pictures[id] = `data:${part.mimeType};base64,${bytesOf(part.content).toString('base64')}`;
  }
  return pictures;
};

/** Parses one RFC 5322 message. The HTML is passed on exactly as sent: whoever shows it sanitizes it. */
export const parseMessage = async (key: MessageKey, source: Uint8Array): Promise<MessageBody> => {
  const mail = await PostalMime.parse(source);
  const inline = inlinePictures(mail);
  const isShownInline = (contentId: string | undefined): boolean =>
    contentId !== undefined && Object.hasOwn(inline, contentId.replace(/^<|>$/g, ''));
  return {
    key,
    subject: mail.subject ?? '',
    from: addresses(mail.from === undefined ? [] : [mail.from]),
    to: addresses(mail.to),
    cc: addresses(mail.cc),
    date: isoDate(mail.date),
    ...(mail.html === undefined ? {} : { html: mail.html }),
    ...(mail.text === undefined ? {} : { text: mail.text }),
    inline,
    attachments: mail.attachments
      .filter((part) => part.disposition !== 'inline' || !isShownInline(part.contentId))
      .map((part) => ({
        name: part.filename ?? '',
        mimeType: part.mimeType,
        size: bytesOf(part.content).length,
      })),
  };
};
