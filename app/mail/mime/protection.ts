import type { Protection } from '../../domain/message-facts.ts';
import { nameOf } from './body-choice.ts';
import type { Part } from './part-tree.ts';

const ofPart = (part: Part): Protection | undefined => {
  const type = part.type.value;
  const protocol = part.type.parameters.get('protocol')?.toLowerCase() ?? '';
  if (type === 'multipart/signed') return protocol.includes('pgp') ? 'pgpSigned' : 'smimeSigned';
  if (type === 'multipart/encrypted') return 'pgpEncrypted';
  if (!/^application\/(?:x-)?pkcs7-mime$/.test(type)) return undefined;
  const kind = part.type.parameters.get('smime-type')?.toLowerCase() ?? '';
  const isSigned = kind === 'signed-data' || (kind === '' && /\.p7s$/i.test(nameOf(part)));
  return isSigned ? 'smimeSigned' : 'smimeEncrypted';
};

/** How a message is protected; a list may have put its own parts around what was signed. */
export const protectionOf = (root: Part, text: string): Protection | undefined => {
  let parts: readonly Part[] = [root];
  for (let depth = 0; depth < 4 && parts.length > 0; depth += 1) {
    for (const part of parts) {
      const found = ofPart(part);
      if (found !== undefined) return found;
    }
    parts = parts.flatMap((part) => part.children);
  }
  if (text.includes('-----BEGIN PGP MESSAGE-----')) return 'pgpInlineEncrypted';
  return text.includes('-----BEGIN PGP SIGNED MESSAGE-----') ? 'pgpInlineSigned' : undefined;
};
