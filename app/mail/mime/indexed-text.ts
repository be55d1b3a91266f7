/** Lines of encoded files that stand in a text: nobody searches for them, and each is a word of its own to an index. */
const armour = /^-----BEGIN (PGP [A-Z ]+|[A-Z0-9 ]*CERTIFICATE|PKCS7)-----$/;

const isUuBegin = (line: string): boolean => /^begin [0-7]{3,4} \S/.test(line);

/** Drops uuencoded and yEnc files, armoured blocks and runs of base64 from a text; its words stay. */
export const withoutEncodedFiles = (text: string): string => {
  if (!/^(?:begin [0-7]{3}|=ybegin |-----BEGIN |[A-Za-z0-9+/=]{60})/m.test(text)) return text;
  const out: string[] = [];
  let until: RegExp | undefined;
  for (const line of text.split('\n')) {
    const bare = line.trimEnd();
    if (until !== undefined) {
      if (until.test(bare)) until = undefined;
      continue;
    }
    if (isUuBegin(bare)) {
      out.push(bare.replace(/^begin [0-7]{3,4} /, ''));
      until = /^end$/;
    } else if (bare.startsWith('=ybegin ')) {
      out.push(/name=(.*)$/.exec(bare)?.[1] ?? '');
      until = /^=yend\b/;
    } else if (armour.test(bare) && !bare.includes('SIGNED MESSAGE')) until = /^-----END /;
    else if (!/^[A-Za-z0-9+/=]{60,}$/.test(bare)) out.push(line);
  }
  return out.join('\n');
};

const unescapeValue = (value: string): string =>
  value.replace(/\\([nN,;\\])/g, (_, character: string) => (character === 'n' || character === 'N' ? '\n' : character));

/** What an invitation says to a reader: summary, place and description (RFC 5545 section 3.8.1). */
export const calendarWords = (text: string): string =>
  text
    .replace(/\n[ \t]/g, '')
    .split('\n')
    .flatMap((line) => {
      const value = /^(?:SUMMARY|LOCATION|DESCRIPTION)(?:;[^:]*)?:(.*)$/i.exec(line)?.[1];
      return value === undefined ? [] : [unescapeValue(value)];
    })
    .join('\n');
