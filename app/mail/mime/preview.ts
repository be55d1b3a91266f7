/** Signs that take no place or only space; senders pad the line below the subject with them. */
const invisible = '\\p{Cf}\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u2800\\u3164\\ufe0f\\uffa0';
const padding = new RegExp(`[\\s${invisible}]{2,}`, 'gu');
/** A joiner alone may belong to a word or a picture. */
const lonePadding = /[\u00ad\u061c\u115f\u1160\u180e\u200b\u202a-\u202e\u2060-\u2069\u2800\u3164\ufeff\uffa0]|\u034f/gu;

const attribution =
  /^(?:On|Am|Le|El|Il|Op|Den|W dniu|Em|Dne|På)\b.{3,200}(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|skrev|napisał\(a\)|escreveu|napsal\(a\))\s?:$/iu;
const originalMessage =
  /^-{2,}\s*(?:Original Message|Ursprüngliche Nachricht|Message d'origine|Forwarded message|Weitergeleitete Nachricht|Mensaje original)\s*-{2,}/i;
const signature = /^--\s?$/;
const address = /(?:https?:\/\/|www\.)\S+|\[(?:cid|image):[^\]]*\]/gi;

const tidy = (line: string): string => line.replace(address, ' ').replace(padding, ' ').replace(lonePadding, '').trim();

const meaningful = (lines: readonly string[], length: number): string => {
  let preview = '';
  for (const line of lines) {
    if (preview.length >= length) break;
    if (originalMessage.test(line) || (signature.test(line) && preview !== '')) break;
    const text = tidy(line);
    if (!/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text) || attribution.test(text)) continue;
    preview += preview === '' ? text : ` ${text}`;
  }
  return preview;
};

const cut = (text: string, length: number): string => {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length).trimEnd();
};

/**
 * The first words of a message that say something: no quotations, no attribution of them, no web addresses, no padding.
 * A message that is quotation alone is previewed by it. At most `length` UTF-16 units.
 */
export const previewOf = (text: string, length = 200): string => {
  const lines = text.slice(0, 20_000).split('\n');
  const own = meaningful(
    lines.filter((line) => !line.startsWith('>')),
    length,
  );
  if (own !== '') return cut(own, length);
  const quoted = lines.map((line) => line.replace(/^[>\s]+/, ''));
  return cut(tidy(meaningful(quoted, length) || quoted.slice(0, 50).join(' ')), length);
};
