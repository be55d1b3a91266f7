import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prePass } from '../../../renderer/message/pre-pass.ts';

const htmlOf = (html: string): string => prePass(html).html;

describe('the pass before parsing', () => {
  it.each([
    ['<p style="color:red">a</p>', '<p data-latchkey-style="color:red">a</p>'],
    ['<p STYLE=\'font:"x"\'>a', '<p data-latchkey-style="font:&quot;x&quot;">a'],
    ['<p style=color:red>a', '<p data-latchkey-style="color:red">a'],
    ['<img src=x onerror=alert(1)>', '<img src="x">'],
    ['<b/onclick="x()"/class=y>', '<b class="y">'],
    ['a < b & c', 'a &lt; b & c'],
    ['<!-- <p onload=x> -->b', 'b'],
    ['<!--[if mso]><p>x</p><![endif]-->b', 'b'],
    ['<!doctype html><html><head></head><body bgcolor="#fff">a</body></html>', '<div bgcolor="#fff">a</div>'],
    ['<base href="x"><meta http-equiv="refresh" content="0"><link rel="x">b', 'b'],
    ['<script>if (a < b) "</p>"</script>b', 'b'],
    ['<textarea><img src=x></textarea>b', 'b'],
    ['<p title="a>b">c', '<p title="a>b">c'],
    ['<unclosed attr="', '<unclosed attr="">'],
  ])('%j becomes %j', (html, expected) => expect(htmlOf(html)).toBe(expected));

  it('takes the style sheets out', () => {
    expect(prePass('<style type="text/css">p > a { color: red }</style>b<STYLE>i{}</STYLE >c')).toEqual({
      html: 'bc',
      sheets: ['p > a { color: red }', 'i{}'],
    });
  });

  it('ends on any text, and leaves no style and no event attribute on a tag it knows', () => {
    const piece = fc.constantFrom(
      '<p ',
      'style=',
      'onload=',
      '"',
      "'",
      '>',
      '<',
      '/',
      'a',
      ' ',
      '<!--',
      '-->',
      '<style>',
      '</style>',
      '=',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
        const { html } = prePass(pieces.join(''));
        expect(html).not.toMatch(/<[a-z]+(?: [a-z-]+="[^"]*")* (?:style|on[a-z]+)=/i);
      }),
    );
  });
});
