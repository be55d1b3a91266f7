export type DovecotEvent =
  | {
      readonly kind: 'login';
      readonly protocol: 'imap' | 'pop3';
      readonly session: string;
      readonly pid: number;
      readonly user: string;
    }
  | { readonly kind: 'end'; readonly session: string }
  | { readonly kind: 'program'; readonly user: string; readonly session: string; readonly program: string }
  | { readonly kind: 'fault'; readonly text: string };

const login = /(imap|pop3)-login: Info: Login: user=<([^>]*)>.*?mpid=(\d+).*?session=<([^>]*)>/u;
const end = /(?:imap|pop3)\([^)]*\)<\d+><([^>]*)>: Info: (?:Disconnected|Logged out|Connection closed)/u;
const identification = /imap\(([^)]*)\)<\d+><([^>]*)>: Info: ID sent: (.*)$/u;
const fault = /: (?:Error|Fatal|Panic): (.*)$/u;

const named = (fields: string, name: string): string | undefined =>
  new RegExp(`(?:^|, )${name}=([^,]*)`, 'u').exec(fields)?.[1]?.trim();

/** "Thunderbird 115.3" from the fields of an IMAP ID as Dovecot logs them (`name=…, version=…`). */
export const programOfFields = (fields: string): string | undefined => {
  const name = named(fields, 'name');
  const version = named(fields, 'version');
  if (name === undefined || name === '') return undefined;
  return `${name}${version ? ` ${version}` : ''}`.slice(0, 100);
};

/** The same from the parameter list of the command itself (`"name" "Thunderbird" "version" "115.3"`). */
export const programOfParameters = (parameters: string): string | undefined => {
  const texts = [...parameters.matchAll(/"((?:[^"\\]|\\.)*)"|\bNIL\b/gu)].map((match) => match[1] ?? '');
  const pairs = new Map<string, string>();
  for (let index = 0; index + 1 < texts.length; index += 2) {
    pairs.set((texts[index] ?? '').toLowerCase(), (texts[index + 1] ?? '').replace(/\\(.)/gu, '$1'));
  }
  const name = pairs.get('name');
  const version = pairs.get('version');
  if (name === undefined || name === '') return undefined;
  return `${name}${version ? ` ${version}` : ''}`.slice(0, 100);
};

/** What one line of Dovecot 2.3's log tells the server, if anything. */
export const readDovecotLine = (line: string): DovecotEvent | undefined => {
  const signedIn = login.exec(line);
  if (signedIn !== null) {
    const [, protocol, user = '', pid, session = ''] = signedIn;
    return { kind: 'login', protocol: protocol === 'pop3' ? 'pop3' : 'imap', user, pid: Number(pid), session };
  }
  const ended = end.exec(line);
  if (ended?.[1] !== undefined) return { kind: 'end', session: ended[1] };
  const identified = identification.exec(line);
  if (identified !== null) {
    const program = programOfFields(identified[3] ?? '');
    if (program !== undefined) {
      return { kind: 'program', user: identified[1] ?? '', session: identified[2] ?? '', program };
    }
  }
  const failed = fault.exec(line);
  return failed?.[1] === undefined ? undefined : { kind: 'fault', text: line };
};
