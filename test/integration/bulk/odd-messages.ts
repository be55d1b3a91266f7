import fc from 'fast-check';
import iconv from 'iconv-lite';

/** A header's pieces, one character a byte, and whether the sender kept to the rules. */
export type OddMessage = { readonly source: Buffer; readonly flags: readonly string[]; readonly date: Date };

const scripts: readonly (readonly [text: string, charset: string])[] = [
  ['Jürgen Groß', 'utf-8'],
  ['Jürgen Groß', 'iso-8859-1'],
  ['Zażółć gęślą', 'iso-8859-2'],
  ['Юрий Ким', 'koi8-r'],
  ['Привет, мир', 'windows-1251'],
  ['Ελλάδα', 'iso-8859-7'],
  ['محمد علي', 'windows-1256'],
  ['שלום', 'windows-1255'],
  ['山田太郎', 'shift_jis'],
  ['山田太郎の予定', 'euc-jp'],
  ['山田太郎の予定', 'utf-8'],
  ['中文测试', 'gb2312'],
  ['中文測試', 'big5'],
  ['한국어', 'euc-kr'],
  ['नमस्ते दुनिया', 'utf-8'],
  ['🎉 party 👩‍👩‍👧', 'utf-8'],
  ['Plain text', 'us-ascii'],
];

const bytesOf = (text: string, charset: string): Buffer =>
  charset === 'us-ascii' ? Buffer.from(text, 'latin1') : iconv.encode(text, charset);

const asQ = (bytes: Buffer): string =>
  [...bytes]
    .map((byte) =>
      /[A-Za-z0-9]/.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : byte === 0x20
          ? '_'
          : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('');

/** Cuts between bytes, so that characters fall apart, or at characters. */
const encoded = fc
  .tuple(
    fc.constantFrom(...scripts),
    fc.constantFrom('B', 'Q', 'b', 'q'),
    fc.nat(40),
    fc.boolean(),
    fc.constantFrom(' ', '\r\n ', '\r\n\t'),
  )
  .map(([[text, charset], encoding, cut, splits, gap]) => {
    const word = (bytes: Buffer): string =>
      `=?${charset}?${encoding}?${encoding.toUpperCase() === 'B' ? bytes.toString('base64') : asQ(bytes)}?=`;
    const bytes = bytesOf(text, charset);
    const at = cut % bytes.length;
    return splits && at > 0 ? `${word(bytes.subarray(0, at))}${gap}${word(bytes.subarray(at))}` : word(bytes);
  });

const atom = fc.stringMatching(/^[A-Za-z0-9!#$%&'*+/?^_`{|}~-]{1,10}$/u).filter((text) => !text.includes('=?'));
const fold = fc.constantFrom(' ', ' ', ' ', '\r\n ', '\r\n\t', '  ');
const phrase = fc
  .tuple(fc.array(fc.oneof(atom, encoded), { minLength: 1, maxLength: 3 }), fold)
  .map(([words, gap]) => words.join(gap));
const quoted = fc
  .array(fc.constantFrom('Doe, John', 'a', ' ', ';', ':', '@', '<x>', '\\"', '\\\\', '(c)', '.', 'Pat O’Neil'), {
    minLength: 1,
    maxLength: 5,
  })
  .map((pieces) => `"${Buffer.from(pieces.join('')).toString('latin1')}"`);

const local = fc.oneof(
  fc
    .stringMatching(/^[A-Za-z0-9!#$%&'*+/?^_`{|}~-]{1,8}(\.[A-Za-z0-9_-]{1,5}){0,2}$/u)
    .filter((text) => !text.includes('=?')),
  fc.constant('anna'),
);
const domain = fc
  .constantFrom('x.example', 'sub-domain.of.example', '[192.0.2.1]', 'münchen.example')
  .map((text) => Buffer.from(text).toString('latin1'));
const address = fc.tuple(local, domain).map(([user, host]) => `${user}@${host}`);
const mailbox = fc.oneof(
  address,
  fc.tuple(fc.oneof(phrase, quoted), fold, address).map(([name, gap, at]) => `${name}${gap}<${at}>`),
  fc.tuple(address, fc.constantFrom('Name', 'A (nested) name', 'Jane')).map(([at, name]) => `${at} (${name})`),
  address.map((at) => `<${at}>`),
);
const group = fc
  .tuple(atom, fc.array(mailbox, { maxLength: 3 }))
  .map(([name, members]) => `${name}: ${members.join(', ')};`);
const addressList = fc
  .tuple(
    fc.array(fc.oneof({ weight: 5, arbitrary: mailbox }, { weight: 1, arbitrary: group }), {
      minLength: 1,
      maxLength: 5,
    }),
    fold,
  )
  .map(([list, gap]) => list.join(`,${gap}`));

const subject = fc.oneof(
  phrase,
  fc.tuple(phrase, fold, phrase).map((parts) => parts.join('')),
  fc.constantFrom(
    '',
    'Re: [list] a "b" (c) <d>',
    'a =?utf-8?Q?broken',
    '=?nonsense?Q?abc?=',
    '=?utf-8?B?w4Q?=',
    'ends\\',
  ),
  fc.constantFrom('Grüße', '予定').map((text) => Buffer.from(text).toString('latin1')),
);

const identifier = fc.stringMatching(/^[a-z0-9.]{1,20}@[a-z0-9.]{1,20}$/u).map((id) => `<${id}>`);

const two = (number: number): string => String(number).padStart(2, '0');
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const date = fc
  .tuple(
    fc.date({ min: new Date(0), max: new Date('2040-01-01'), noInvalidDate: true }),
    fc.constantFrom('+0000', '-0730', '+1245', 'GMT', 'EST', '+0100 (CET)'),
    fc.boolean(),
  )
  .map(([when, zone, named]) => {
    const time = `${two(when.getUTCHours())}:${two(when.getUTCMinutes())}:${two(when.getUTCSeconds())}`;
    const day = `${when.getUTCDate()} ${months[when.getUTCMonth()]} ${when.getUTCFullYear()}`;
    return `${named ? `${days[when.getUTCDay()]}, ` : ''}${day} ${time} ${zone}`;
  });

const maybe = (name: string, value: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.option(value, { nil: undefined }).map((text) => (text === undefined ? '' : `${name}: ${text}\r\n`));

const body = fc.constantFrom(
  'Content-Type: text/plain\r\n\r\nhello\r\n',
  'Content-Type: application/pdf; name="attachment"\r\nContent-Disposition: attachment\r\n\r\nx\r\n',
  'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhi\r\n--b\r\nContent-Disposition: ATTACHMENT;\r\n filename="a(.txt"\r\n\r\nx\r\n--b--\r\n',
  'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhi\r\n--b\r\nContent-Disposition: inline; filename=attachment\r\n\r\nx\r\n--b--\r\n',
  'Content-Type: message/rfc822\r\n\r\nFrom: attachment <a@b.example>\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\nContent-Disposition: attachment\r\n\r\nx\r\n--c--\r\n',
);

export const oddMessage: fc.Arbitrary<OddMessage> = fc
  .tuple(
    fc
      .tuple(
        maybe('Date', date),
        maybe('Subject', subject),
        maybe('From', addressList),
        maybe('REPLY-TO', addressList),
        maybe('To', addressList),
        maybe('cc', addressList),
        maybe('Message-Id', identifier),
        maybe('In-Reply-To', identifier),
        maybe(
          'References',
          fc.tuple(fc.array(identifier, { maxLength: 6 }), fold).map(([ids, gap]) => ids.join(gap)),
        ),
        maybe('List-ID', fc.constantFrom('<a.lists.example>', 'Name <b.lists.example>', '"x <y>" <c.lists.example>')),
      )
      .chain((fields) => fc.shuffledSubarray([...fields], { minLength: fields.length })),
    body,
    fc.subarray(['\\Seen', '\\Flagged', '\\Answered', '$Forwarded', 'label']),
    fc.date({ min: new Date('1990-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }),
  )
  .map(([fields, text, flags, received]) => ({
    source: Buffer.from(`${fields.join('')}X-Other: 1\r\n${text}`, 'latin1'),
    flags,
    date: new Date(Math.floor(received.getTime() / 1000) * 1000),
  }));
