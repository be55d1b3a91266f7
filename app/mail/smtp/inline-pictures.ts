/** A picture the HTML text showed by a data: address. */
export type InlinePicture = { readonly contentId: string; readonly mimeType: string; readonly bytes: Buffer };

const dataPicture = /(<img\b[^>]*?\bsrc=")data:(image\/(?:png|jpeg|gif|webp));base64,([A-Za-z0-9+/=]+)(")/giu;

/**
 * HTML whose pictures are parts of the message instead of data: addresses, which most readers do not show.
 * @param messageId the Content-IDs are made from it (RFC 2392)
 */
export const withInlineParts = (
  html: string,
  messageId: string,
): { readonly html: string; readonly pictures: readonly InlinePicture[] } => {
  const pictures = new Map<string, InlinePicture>();
  const written = html.replace(
    dataPicture,
    (_whole, before: string, mimeType: string, base64: string, after: string) => {
      const known = pictures.get(base64);
      const contentId = known?.contentId ?? `picture${pictures.size + 1}.${messageId}`;
      if (known === undefined) {
        pictures.set(base64, { contentId, mimeType: mimeType.toLowerCase(), bytes: Buffer.from(base64, 'base64') });
      }
      return `${before}cid:${contentId}${after}`;
    },
  );
  return { html: written, pictures: [...pictures.values()] };
};
