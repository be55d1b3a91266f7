import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lookOf, mayPreview } from '../../../renderer/logic/attachment-look.ts';
import { junkReasons } from '../../../renderer/logic/junk-reasons.ts';
import { beginningOf } from '../../../renderer/logic/large-html.ts';
import { checkLink } from '../../../renderer/logic/link-check.ts';
import { readMailto } from '../../../renderer/logic/mailto.ts';
import { splitQuote } from '../../../renderer/logic/plain-quotes.ts';
import { onDarkPage, valueOnDarkPage } from '../../../renderer/message/colours.ts';
import { readFrameMessage, tallestFrame } from '../../../renderer/message/frame-message.ts';
import { printPage } from '../../../renderer/message/print-page.ts';

describe('a link', () => {
  it.each([
    ['https://x.example/a', 'https://x.example/b'],
    ['x.example', 'https://www.x.example/'],
    ['Read more', 'https://anything.example/'],
    ['report.pdf', 'https://files.example/1'],
    ['https://news.x.example', 'https://x.example/'],
    ['Call 3.14 now', 'https://x.example/'],
    ['anything', 'mailto:a@x.example'],
  ])('%s to %s is followed', (text, address) => expect(checkLink(text, address).doubts).toEqual([]));

  it.each([
    ['https://bank.example', 'https://evil.example/', ['otherHost']],
    ['www.bank.example/login', 'https://bank.example.evil.example/', ['otherHost']],
    ['bank.example', 'http://203.0.113.9/', ['otherHost', 'number', 'notSecure']],
    ['here', 'https://xn--pypal-4ve.example/', ['encodedName']],
    ['раypal.example', 'https://x.example/', ['otherHost', 'mixedLetters']],
    ['here', 'https://bank.example@evil.example/', ['hiddenUser']],
    ['here', 'https://[2001:db8::1]/', ['number']],
  ])('%s to %s is asked about', (text, address, doubts) => expect(checkLink(text, address).doubts).toEqual(doubts));
});

describe('an address to write to', () => {
  it('says to whom, about what and what', () => {
    expect(
      readMailto('mailto:a@x.example,b@x.example?cc=c@x.example&subject=Two%20words&body=Hello%0D%0Athere'),
    ).toEqual({
      to: 'a@x.example,b@x.example',
      cc: 'c@x.example',
      subject: 'Two words',
      body: 'Hello\nthere',
    });
  });
  it('never attaches a file, and puts no line into a field', () => {
    expect(readMailto('mailto:a@x.example?attach=/etc/passwd&subject=a%0Ab&to=b%0D%0ABcc:c@x.example')).toEqual({
      to: 'a@x.example, b Bcc:c@x.example',
      subject: 'a b',
    });
  });
  it('is none of another kind', () => expect(readMailto('https://x.example/')).toBeUndefined());
});

describe('a plain text', () => {
  it('has what it quotes at its end folded, with the line that leads in', () => {
    expect(splitQuote('Yes.\n\nOn 10 Nov 2026 at 09:00, Ada wrote:\n> Shall we?\n> Or not?\n')).toEqual([
      { kind: 'own', text: 'Yes.' },
      { kind: 'quote', text: 'On 10 Nov 2026 at 09:00, Ada wrote:\n> Shall we?\n> Or not?' },
    ]);
  });
  it('keeps an answer between the lines', () => {
    const text = '> Shall we?\nYes.\n> When?\nNow.';
    expect(splitQuote(text)).toEqual([{ kind: 'own', text }]);
  });
  it('keeps a message that only quotes', () => {
    expect(splitQuote('> All of it\n> is quoted')).toEqual([{ kind: 'own', text: '> All of it\n> is quoted' }]);
  });
  it('folds below the line of the German program', () => {
    const pieces = splitQuote('Ja.\n\n-----Ursprüngliche Nachricht-----\nVon: Ada\nGern?');
    expect(pieces.map(({ kind }) => kind)).toEqual(['own', 'quote']);
  });
  it('loses no word', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('> a', 'b', '', 'On 1 x@y wrote:', '--- Original Message ---'), { maxLength: 12 }),
        (lines) => {
          const words = (text: string) => text.split(/\s+/).filter((word) => word !== '');
          const text = lines.join('\n');
          expect(
            words(
              splitQuote(text)
                .map((piece) => piece.text)
                .join('\n'),
            ),
          ).toEqual(words(text));
        },
      ),
    );
  });
});

describe('colours on a dark page', () => {
  const luminance = (text: string): number => {
    const [red = 0, green = 0, blue = 0] = (/\d+, \d+, \d+/.exec(text)?.[0] ?? '').split(', ').map((part) => {
      const value = Number(part) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one: string, other: string): number => {
    const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const none = () => undefined;

  it('turn white paper dark and black ink light', () => {
    expect(luminance(valueOnDarkPage('rgb(255, 255, 255)', 'surface', none))).toBeLessThan(0.03);
    expect(luminance(valueOnDarkPage('#000', 'writing', none))).toBeGreaterThan(0.7);
  });
  it('leave what is dark paper or light ink already', () => {
    expect(valueOnDarkPage('rgb(20, 20, 60)', 'surface', none)).toBe('rgb(20, 20, 60)');
    expect(valueOnDarkPage('rgb(255, 255, 255)', 'writing', none)).toBe('rgb(255, 255, 255)');
  });
  it('keep opacity, and read names', () => {
    expect(valueOnDarkPage('rgba(255, 255, 255, 0.5)', 'surface', none)).toMatch(/^rgba\(.*, 0\.5\)$/);
    expect(valueOnDarkPage('white', 'surface', (name) => (name === 'white' ? '#ffffff' : undefined))).not.toBe('white');
  });
  it('keep every ink that was readable on white readable on what white becomes', () => {
    const paper = valueOnDarkPage('rgb(255, 255, 255)', 'surface', none);
    const channel = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(channel, channel, channel, (red, green, blue) => {
        const ink = `rgb(${red}, ${green}, ${blue})`;
        if (contrast(ink, 'rgb(255, 255, 255)') < 4.5) return;
        expect(contrast(valueOnDarkPage(ink, 'writing', none), paper)).toBeGreaterThan(4.5);
      }),
    );
  });
  it('keep the order of surfaces', () => {
    const at = (grey: number) => onDarkPage({ red: grey, green: grey, blue: grey, alpha: 1 }, 'surface').red;
    expect(at(255)).toBeLessThan(at(230));
    expect(at(230)).toBeLessThan(at(180));
  });
});

describe('what a frame tells', () => {
  it.each([
    null,
    1,
    'height',
    {},
    { kind: 'other' },
    { kind: 'height', height: Number.NaN },
    { kind: 'height', height: '5' },
  ])('%j is not believed', (data) => expect(readFrameMessage(data)).toBeUndefined());
  it('has a height that ends somewhere', () => {
    expect(readFrameMessage({ kind: 'height', height: 1e12 })).toEqual({ kind: 'height', height: tallestFrame });
  });
});

describe('a very large message', () => {
  it('is cut between two tags', () => {
    const { html, cut } = beginningOf('<p>x</p>'.repeat(20_000));
    expect(cut).toBe(true);
    expect(html.endsWith('</p>')).toBe(true);
  });
  it('is not cut for the picture in it', () => {
    const html = `<p>x</p><img src="data:image/png;base64,${'A'.repeat(2_000_000)}"><p>y</p>`;
    expect(beginningOf(html)).toEqual({ html, cut: false });
  });
  it('is looked through once', () => {
    const begun = performance.now();
    beginningOf('<'.repeat(3_000_000));
    expect(performance.now() - begun).toBeLessThan(2_000);
  });
});

it('prints names and texts as text', () => {
  const page = printPage({ subject: '<b>x</b>', lines: [{ label: 'From', text: '"><script>' }] }, { text: '<i>' });
  expect(page).not.toMatch(/<b>|<script>|<i>/);
});

it('tells attachments apart by what they are, then by their names', () => {
  expect(lookOf({ name: 'x', mimeType: 'image/png', size: 1 })).toBe('picture');
  expect(lookOf({ name: 'x.pdf', mimeType: 'application/octet-stream', size: 1 })).toBe('pdf');
  expect(lookOf({ name: 'x', mimeType: 'text/calendar', size: 1, kind: 'invitation' })).toBe('date');
  expect(mayPreview({ name: 'x.docx', mimeType: 'application/octet-stream', size: 1 })).toBe(false);
  expect(mayPreview({ name: 'x.svg', mimeType: 'image/svg+xml', size: 1 })).toBe(false);
});

it('says in words why a filter found fault', () => {
  expect(junkReasons(['BAYES_99', 'URIBL_BLACK', 'RCVD_IN_XBL', 'SPF_FAIL', 'HTML_MESSAGE', 'SPF_SOFTFAIL'])).toEqual([
    'learned',
    'links',
    'lists',
    'sender',
    'form',
  ]);
});
