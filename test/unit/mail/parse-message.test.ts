import { expect, it } from 'vitest';
import { parseMessage } from '../../../app/mail/mime/parse-message.ts';

const key = { folder: 'INBOX', uidValidity: '1', uid: 1 };
const bytes = (text: string): Uint8Array => Buffer.from(text.replaceAll('\n', '\r\n'), 'utf8');

it('reads both texts, an inline picture and an attachment', async () => {
  const body = await parseMessage(
    key,
    bytes(`From: =?utf-8?q?J=C3=B6rg?= <joerg@x.example>
To: team: a@x.example, b@x.example;
Subject: =?utf-8?b?R3LDvMOfZQ==?=
Date: Sat, 21 Nov 2026 10:00:00 +0100
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=M

--M
Content-Type: multipart/related; boundary=R

--R
Content-Type: text/html; charset=utf-8

<p>Hallo <img src="cid:dot@x"></p><script>alert(1)</script>
--R
Content-Type: image/png
Content-ID: <dot@x>
Content-Disposition: inline; filename=dot.png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--R--
--M
Content-Type: application/pdf; name="plan.pdf"
Content-Disposition: attachment; filename="plan.pdf"
Content-Transfer-Encoding: base64

JVBERi0=
--M--
`),
  );
  expect(body).toMatchObject({
    subject: 'Grüße',
    from: [{ name: 'Jörg', address: 'joerg@x.example' }],
    to: [{ address: 'a@x.example' }, { address: 'b@x.example' }],
    date: '2026-11-21T09:00:00.000Z',
    attachments: [{ name: 'plan.pdf', mimeType: 'application/pdf', size: 5 }],
  });
  expect(body.html).toContain('<script>');
  expect(body.inline).toEqual({ 'dot@x': 'data:image/png;base64,iVBORw0KGgo=' });
});

it('shows no SVG inside a message and lists it as an attachment', async () => {
  const body = await parseMessage(
    key,
    bytes(`Subject: x
MIME-Version: 1.0
Content-Type: multipart/related; boundary=R

--R
Content-Type: text/html

<img src="cid:s">
--R
Content-Type: image/svg+xml
Content-ID: <s>
Content-Disposition: inline; filename=x.svg

<svg xmlns="http://www.w3.org/2000/svg"/>
--R--
`),
  );
  expect(body.inline).toEqual({});
  expect(body.attachments).toMatchObject([{ name: 'x.svg' }]);
});

it('survives a message without anything', async () => {
  expect(await parseMessage(key, bytes(''))).toMatchObject({ subject: '', from: [], date: '1970-01-01T00:00:00.000Z' });
});
