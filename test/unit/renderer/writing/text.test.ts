import { describe, expect, it } from 'vitest';
import { promisesFile } from '../../../../renderer/logic/writing/attached-words.ts';
import { docText, quotedText, textHtml } from '../../../../renderer/logic/writing/plain-text.ts';
import { sendPresets, toLocalField } from '../../../../renderer/logic/writing/send-times.ts';

const paragraph = (...content: object[]) => ({ type: 'paragraph', content });
const words = (text: string, href?: string) => ({
  type: 'text',
  text,
  ...(href === undefined ? {} : { marks: [{ type: 'link', attrs: { href } }] }),
});

describe('the editor as plain text', () => {
  it('writes lists, quotes, links and the signature', () => {
    const doc = {
      type: 'doc',
      content: [
        paragraph(words('See '), words('the plan', 'https://x.example/plan'), words('.')),
        {
          type: 'bulletList',
          content: [
            { type: 'listItem', content: [paragraph(words('one'))] },
            { type: 'listItem', content: [paragraph(words('two'), { type: 'hardBreak' }, words('more'))] },
          ],
        },
        {
          type: 'orderedList',
          attrs: { start: 3 },
          content: [{ type: 'listItem', content: [paragraph(words('three'))] }],
        },
        {
          type: 'blockquote',
          content: [paragraph(words('said')), { type: 'blockquote', content: [paragraph(words('before'))] }],
        },
        {
          type: 'signature',
          content: [paragraph(words('Anna')), paragraph(words('x@y.example', 'mailto:x@y.example'))],
        },
      ],
    };
    expect(docText(doc)).toBe(
      [
        'See the plan <https://x.example/plan>.',
        '',
        '- one',
        '- two',
        '  more',
        '',
        '3. three',
        '',
        '> said',
        '>',
        '>> before',
        '',
        '-- ',
        'Anna',
        'x@y.example',
      ].join('\n'),
    );
  });

  it('makes paragraphs and quotes of plain text', () => {
    expect(textHtml('a <b>\nc\n\n> d\n>> e\nf')).toBe(
      '<p>a &lt;b&gt;<br>c</p><blockquote><p>d</p><blockquote><p>e</p></blockquote></blockquote><p>f</p>',
    );
    expect(textHtml('')).toBe('<p></p>');
  });

  it('quotes once more', () => {
    expect(quotedText('a\n\n> b\n')).toBe('> a\n>\n>> b');
  });
});

describe('a promised file', () => {
  it.each([
    'I have attached the plan.',
    'Find attached',
    'Im Anhang der Plan',
    'Anbei die Liste',
    'Please see the attachment',
  ])('is heard in %j', (text) => {
    expect(promisesFile(text)).toBe(true);
  });
  it.each([
    'No file here',
    '> I have attached the plan.',
    'Hello\n-- \nSee attachment',
    'unattached thoughts',
    'Handanhanger',
  ])('is not heard in %j', (text) => {
    expect(promisesFile(text)).toBe(false);
  });
});

describe('times to send', () => {
  it('offers what is still to come', () => {
    const at = (hours: number) => new Date(2026, 4, 21, hours, 30);
    expect(sendPresets(at(9)).map(({ id }) => id)).toEqual(['afternoon', 'tomorrow', 'monday']);
    expect(sendPresets(at(14)).map(({ id }) => id)).toEqual(['evening', 'tomorrow', 'monday']);
    expect(sendPresets(at(20)).map(({ id }) => id)).toEqual(['tomorrow', 'monday']);
    const sunday = new Date(2026, 4, 24, 20);
    expect(sendPresets(sunday).map(({ id }) => id)).toEqual(['tomorrow']);
    expect(sendPresets(at(9)).at(-1)?.at).toEqual(new Date(2026, 4, 25, 8));
  });
  it('writes local time for a field', () => {
    expect(toLocalField(new Date(2026, 0, 2, 3, 4))).toBe('2026-01-02T03:04');
  });
});
