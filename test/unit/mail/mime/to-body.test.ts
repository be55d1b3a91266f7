import { describe, expect, it } from 'vitest';
import { previewOf } from '../../../../app/mail/mime/preview.ts';
import { toBody } from '../../../../app/mail/mime/to-body.ts';
import { mail, rawMail } from './message-text.ts';

const textOf = (text: string): string => toBody(mail(text)).text;

describe('the text for the index', () => {
  it('is what a reader of the HTML sees', () => {
    expect(
      textOf(`Content-Type: text/html; charset=utf-8

<html><head><title>no</title><style>p{x}</style></head><body><!-- no --><script>no()</script>
<div style="display:none">hidden preheader</div><p>One&nbsp;<b>t</b>wo &amp; <i>th</i>ree &#x1F600; &eacute; &unknown;</p><blockquote>said<br>before</blockquote>
<table><tr><td>a</td><td>b</td></tr></table><img src="x" alt="A picture"><p hidden>no<p>last`),
    ).toBe('One two & three 😀 é &unknown;\n> said\n> before\na b\nA picture\nlast');
  });

  it('is the plain text where the HTML only points to it', () => {
    const plain = 'All the words are here and nowhere else. '.repeat(20).trim();
    expect(
      textOf(`Content-Type: multipart/alternative; boundary=b

--b
Content-Type: text/plain

${plain}
--b
Content-Type: text/html

<p>See the text</p>
--b--
`),
    ).toBe(plain);
  });

  it('has the words of messages inside and of invitations, and the names of files', () => {
    const body = toBody(
      mail(`Content-Type: multipart/mixed; boundary=b

--b

Cover
--b
Content-Type: message/rfc822

From: Ann <ann@x.example>
Subject: =?utf-8?q?Inner_m=C3=A4il?=

Deep words
--b
Content-Type: text/calendar; method=REQUEST

BEGIN:VCALENDAR
SUMMARY:Plan\\, the
  second
END:VCALENDAR
--b
Content-Type: application/pdf; name="report 1.pdf"

x
--b--
`),
    );
    expect(body).toEqual({
      source: expect.anything(),
      complete: true,
      text: 'Cover\nAnn <ann@x.example>\nInner mäil\nDeep words\nPlan, the second',
      attachmentNames: ['report 1.pdf'],
      preview: 'Cover Ann <ann@x.example> Inner mäil Deep words Plan, the second',
    });
  });

  it('leaves encoded files out', () => {
    expect(
      textOf(`Subject: x

before
begin 644 cat.gif
M1TE&.#EA
end
=ybegin line=128 size=3 name=dog.bin
abc
=yend size=3
-----BEGIN PGP MESSAGE-----

${'QUJD'.repeat(20)}
-----END PGP MESSAGE-----
after`),
    ).toBe('before\ncat.gif\ndog.bin\nafter');
  });

  it('puts flowed paragraphs together', () => {
    expect(
      textOf(`Content-Type: text/plain; format=flowed; delsp=yes

>> quoted t 
>> wice
> once
own para 
graph
 From here
-- 
me`),
    ).toBe('>> quoted twice\n> once\nown paragraph\nFrom here\n-- \nme');
  });

  it.each([
    ['gb2312', '=CC=EC=E9F', '天镕'],
    ['iso-8859-1', '=80=93x=94', '€“x”'],
    ['utf-8', 'na=EFve caf=E9', 'naïve café'],
    ['us-ascii', 'caf=C3=A9', 'café'],
    ['ks_c_5601-1987', '=C7=D1=B1=DB', '한글'],
    ['iso-2022-kr', '=1B$)C=0EGQ1[=0F', '한글'],
    ['hz-gb-2312', '~{Lllg~}', '天扃'],
    ['iso-2022-jp', '=1B$B$3$s=1B(B', 'こん'],
    ['', '=1B$B$3$s=1B(B', 'こん'],
    ['koi8-r', '=F0=D2=C9=D7=C5=D4', 'Привет'],
    ['windows-1251', '=D0=9F=D1=80=D0=B8', 'При'],
    ['big5', '=A4=A4=A4=E5', '中文'],
    ['shift_jis', '=93=FA=96{', '日本'],
    ['cp850', '=81=84', 'üä'],
    ['utf-7', '+ADw-script+AD4-', '+ADw-script+AD4-'],
    ['utf-16', '=FE=FF=00A=00=E9', 'Aé'],
    ['utf-16le', 'A=00=E9=00', 'Aé'],
    ['x-unknown', 'caf=E9', 'café'],
    ['nonsense-99', 'caf=E9', 'café'],
    ['gbk', '=E5=A4=A9=E4=B8=8B=E5=A4=AA=E5=B9=B3', '天下太平'],
    ['gbk', '=D2=BB', '一'],
  ])('reads %s', (charset, encoded, text) => {
    const label = charset === '' ? '' : `; charset="${charset}"`;
    expect(textOf(`Content-Type: text/plain${label}\nContent-Transfer-Encoding: quoted-printable\n\n${encoded}`)).toBe(
      text,
    );
  });

  it('reads text without any header of its own and 8-bit text without a label', () => {
    expect(toBody(rawMail('Subject: x\n\ncaf\u00e9')).text).toBe('café');
    expect(toBody(Buffer.from('no header here\n\nat all')).text).toBe('no header here\n\nat all');
    expect(toBody(Buffer.from('Subject: x\r\rmac\rlines')).text).toBe('mac\nlines');
    expect(toBody(Buffer.alloc(0)).text).toBe('');
  });
});

describe('the preview', () => {
  it.each([
    ['Hello\n\n> quoted\nthere', 'Hello there'],
    ['Thanks!\n\nOn Mon, 1 Jan 2026, Ann wrote:\n> old', 'Thanks!'],
    ['Sure.\n-----Original Message-----\nFrom: Ann', 'Sure.'],
    ['Sure.\n-- \nAnn', 'Sure.'],
    ['> only\n>> quoted', 'only quoted'],
    ['\u200c \u00a0\u034f \u200c\u00a0\u034fReal\u00a0\u200c\u200cwords', 'Real words'],
    ['==========\nSee https://x.example/very/long here', 'See here'],
    ['👩‍🚀 up', '👩‍🚀 up'],
    ['', ''],
  ])('of %j', (text, preview) => {
    expect(previewOf(text)).toBe(preview);
  });

  it('is cut between characters', () => {
    expect(previewOf('😀'.repeat(200), 5)).toBe('😀😀');
  });
});
