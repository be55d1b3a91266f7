import ICAL from 'ical.js';

/** A person or organisation as a vCard tells of it (RFC 6350). */
export type Contact = {
  readonly name: string;
  readonly organisation: string;
  readonly title: string;
  readonly mail: readonly string[];
  readonly phones: readonly string[];
  readonly addresses: readonly string[];
  readonly links: readonly string[];
};

const most = 20;
const longest = 500;

const flat = (value: unknown): string =>
  (Array.isArray(value) ? value.flat() : [value])
    .map((part) => String(part ?? '').trim())
    .filter((part) => part !== '')
    .join(', ')
    .slice(0, longest);

const contactOf = (card: ICAL.Component): Contact => {
  const all = (name: string): string[] =>
    card
      .getAllProperties(name)
      .slice(0, most)
      .map((property) => flat(property.getFirstValue()))
      .filter((text) => text !== '');
  const first = (name: string): string => all(name)[0] ?? '';
  const given = card.getFirstPropertyValue('n');
  const parts: readonly unknown[] = Array.isArray(given) ? given : [given];
  const composed = [parts[1], parts[0]]
    .map(flat)
    .filter((part) => part !== '')
    .join(' ');
  return {
    name: first('fn') || composed || first('org'),
    organisation: first('org'),
    title: first('title') || first('role'),
    mail: all('email'),
    phones: all('tel').map((phone) => phone.replace(/^tel:/i, '')),
    addresses: all('adr'),
    links: all('url').filter((url) => /^https?:\/\//i.test(url)),
  };
};

/** The cards of a text, at most 20; none where it cannot be read. */
export const readContacts = (text: string): Contact[] => {
  try {
    // Older cards fold their lines and name their types as the reader of the newer ones does not expect.
    const parsed: unknown = ICAL.parse(text.replace(/^(?:item\d+\.)/gim, ''));
    const list = Array.isArray(parsed) && Array.isArray(parsed[0]) ? (parsed as unknown[][]) : [parsed as unknown[]];
    return list
      .slice(0, most)
      .map((card) => contactOf(new ICAL.Component(card as ConstructorParameters<typeof ICAL.Component>[0])))
      .filter(({ name, mail }) => name !== '' || mail.length > 0);
  } catch {
    return [];
  }
};
