export type Mailto = {
  readonly to?: string;
  readonly cc?: string;
  readonly bcc?: string;
  readonly subject?: string;
  readonly body?: string;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const longest = { subject: 2_000, body: 200_000 } as const;
const longestList = 20_000;

/** What a `mailto:` address asks to be written (RFC 6068); undefined for any other address. Attachments are never taken. */
export const readMailto = (href: string): Mailto | undefined => {
  if (!/^mailto:/i.test(href)) return undefined;
  const [path = '', query = ''] = href.slice('mailto:'.length).split(/\?(.*)/s);
  const lists: Record<'to' | 'cc' | 'bcc', string[]> = { to: path === '' ? [] : [decoded(path)], cc: [], bcc: [] };
  const words: { subject?: string; body?: string } = {};
  for (const field of query.replaceAll('&amp;', '&').split('&')) {
    const [rawName = '', rawValue = ''] = field.split(/=(.*)/s);
    const name = decoded(rawName).toLowerCase();
    const value = decoded(rawValue);
    if (value === '') continue;
    if (name === 'to' || name === 'cc' || name === 'bcc') lists[name].push(value);
    else if (name === 'subject') words.subject ??= value.replace(/\s+/g, ' ').slice(0, longest.subject);
    else if (name === 'body') words.body ??= value.replace(/\r\n?/g, '\n').slice(0, longest.body);
  }
  const joined = (list: readonly string[]): string =>
    list
      .join(', ')
      .replace(/[\r\n]+/g, ' ')
      .slice(0, longestList);
  return {
    ...(lists.to.length === 0 ? {} : { to: joined(lists.to) }),
    ...(lists.cc.length === 0 ? {} : { cc: joined(lists.cc) }),
    ...(lists.bcc.length === 0 ? {} : { bcc: joined(lists.bcc) }),
    ...words,
  };
};
