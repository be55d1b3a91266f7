/** A message for a mailbox of a test. */
type Letter = {
  readonly from?: string;
  readonly to?: string;
  readonly subject: string;
  readonly headers?: readonly string[];
  readonly html?: string;
  readonly text?: string;
  readonly parts?: readonly { readonly headers: readonly string[]; readonly body: Buffer | string }[];
};

const crlf = (text: string): string => text.replace(/\r?\n/g, '\r\n');
const base64 = (body: Buffer | string): string =>
  Buffer.from(body)
    .toString('base64')
    .replace(/(.{76})/g, '$1\r\n');

/** The bytes of a message with its parts, as a server takes them. */
export const letter = ({ from, to, subject, headers = [], html, text, parts = [] }: Letter): string => {
  const head = [
    `From: ${from ?? 'Henrik Dahl <henrik@dahl.example>'}`,
    `To: ${to ?? 'Otto <otto@off.example>'}`,
    `Subject: ${subject}`,
    'Date: Mon, 16 Nov 2026 09:31:00 +0000',
    'MIME-Version: 1.0',
    ...headers,
  ];
  const body =
    html === undefined
      ? ['Content-Type: text/plain; charset=utf-8', '', text ?? '']
      : ['Content-Type: text/html; charset=utf-8', '', html];
  if (parts.length === 0) return crlf([...head, ...body, ''].join('\n'));
  const boundary = '=_latchkey';
  return crlf(
    [
      ...head,
      `Content-Type: multipart/mixed; boundary="${boundary}"`,
      '',
      `--${boundary}`,
      ...body,
      ...parts.flatMap((part) => [
        `--${boundary}`,
        ...part.headers,
        'Content-Transfer-Encoding: base64',
        '',
        base64(part.body),
      ]),
      `--${boundary}--`,
      '',
    ].join('\n'),
  );
};

/** A picture of one red point. */
export const redPoint = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
  'base64',
);

/** A PDF of one page with one line on it. */
export const smallPdf = (line: string): Buffer => {
  const stream = `BT /F1 24 Tf 40 150 Td (${line}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const places = objects.map((object, at) => {
    const place = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  file += places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  return Buffer.from(`${file}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`);
};
