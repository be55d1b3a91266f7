import type { ComposeStart } from './compose-start.ts';

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: a field of a header is one line
const oneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim();

/**
 * What a mailto: link asks to be written (RFC 6068); undefined for anything else. Only addresses, subject and text are
 * taken over: a link must not attach files or set other fields.
 */
export const composeOfMailto = (link: string): Extract<ComposeStart, { kind: 'new' }> | undefined => {
  const found = /^mailto:([^?#]*)(?:\?([^#]*))?/i.exec(link.trim());
  if (found === null || link.length > 100_000) return undefined;
  const [, first = '', query = ''] = found;
  const fields = new Map<string, string[]>([['to', first === '' ? [] : [decoded(first)]]]);
  for (const pair of query.split('&')) {
    const at = pair.indexOf('=');
    if (at === -1) continue;
    const name = decoded(pair.slice(0, at)).toLowerCase();
    // A plus is a plus here, not a space.
    fields.set(name, [...(fields.get(name) ?? []), decoded(pair.slice(at + 1))]);
  }
  const addresses = (name: string): string => oneLine((fields.get(name) ?? []).join(', ')).slice(0, 20_000);
  const [to, cc, bcc] = [addresses('to'), addresses('cc'), addresses('bcc')];
  const subject = oneLine(fields.get('subject')?.[0] ?? '').slice(0, 2_000);
  const body = (fields.get('body') ?? []).join('\n').replaceAll('\r\n', '\n').slice(0, 200_000);
  return {
    kind: 'new',
    ...(to === '' ? {} : { to }),
    ...(cc === '' ? {} : { cc }),
    ...(bcc === '' ? {} : { bcc }),
    ...(subject === '' ? {} : { subject }),
    ...(body === '' ? {} : { body }),
  };
};
