import { describe, expect, it } from 'vitest';
import { splitLinks } from '../../../renderer/logic/links.ts';

const linksIn = (text: string): string[] =>
  splitLinks(text)
    .filter((part) => part.kind === 'link')
    .map((part) => part.text);

describe('web addresses in plain text', () => {
  it.each([
    ['See https://example.org/plan?rev=C.', ['https://example.org/plan?rev=C']],
    ['(https://example.org/a)', ['https://example.org/a']],
    ['https://example.org/a_(b) and http://x.example!', ['https://example.org/a_(b)', 'http://x.example']],
    ['<https://example.org/>', ['https://example.org/']],
    ['javascript:alert(1) ftp://example.org mailto:a@b', []],
    ['', []],
  ])('%j', (text, links) => expect(linksIn(text)).toEqual(links));

  it('loses no character', () => {
    const text = 'a https://example.org/x, b\nhttp://y.example.';
    expect(
      splitLinks(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});
