import { describe, expect, it } from 'vitest';
import {
  allowedAddress,
  allowedAttributes,
  allowedTags,
  decideDeclaration,
  decidePicture,
  linkAddress,
} from '../../../renderer/message/policy.ts';

const pixel = 'data:image/png;base64,iVBORw0KGgo=';
const rules = (remote: boolean) => ({ inline: { 'logo@x': pixel, bad: 'data:image/svg+xml;base64,AAAA' }, remote });

describe('what may stay in a message', () => {
  it.each([
    'script',
    'style',
    'iframe',
    'frame',
    'object',
    'embed',
    'form',
    'input',
    'button',
    'svg',
    'math',
    'base',
    'meta',
    'link',
    'video',
    'audio',
    'source',
    'template',
  ])('has no %s', (tag) => expect(allowedTags).not.toContain(tag));
  it.each([
    'style',
    'srcset',
    'poster',
    'srcdoc',
    'formaction',
    'action',
    'ping',
    'target',
    'xlink:href',
    'onload',
    'onclick',
    'nonce',
  ])('has no attribute %s', (attribute) => expect(allowedAttributes).not.toContain(attribute));
  it.each([
    ['https://a.example', true],
    ['cid:logo@x', true],
    ['mailto:a@b.example', true],
    ['600', true],
    ['javascript:alert(1)', false],
    ['vbscript:x', false],
    ['file:///etc/passwd', false],
    ['data:text/html,x', false],
  ])('lets the value %j through: %s', (value, good) => expect(allowedAddress.test(value)).toBe(good));
});

describe('a picture', () => {
  it.each([
    ['cid:logo@x', { do: 'keep', address: pixel }],
    ['CID:logo%40x', { do: 'keep', address: pixel }],
    ['cid:nowhere', { do: 'drop' }],
    ['cid:bad', { do: 'drop' }],
    ['cid:__proto__', { do: 'drop' }],
    [pixel, { do: 'keep', address: pixel }],
    ['data:image/svg+xml;base64,AAAA', { do: 'drop' }],
    ['data:text/html;base64,AAAA', { do: 'drop' }],
    ['https://evil.example/p.gif', { do: 'block', address: 'https://evil.example/p.gif' }],
    [' //evil.example/p.gif', { do: 'block', address: 'https://evil.example/p.gif' }],
    ['/relative.png', { do: 'drop' }],
    ['https:///', { do: 'drop' }],
    ['file:///etc/passwd', { do: 'drop' }],
  ])('%j without permission', (address, decision) => expect(decidePicture(address, rules(false))).toEqual(decision));

  it('is fetched where the person allowed it, and nothing else is', () => {
    expect(decidePicture('http://a.example/p.gif', rules(true))).toEqual({
      do: 'keep',
      address: 'http://a.example/p.gif',
    });
    expect(decidePicture('file:///etc/passwd', rules(true))).toEqual({ do: 'drop' });
  });
});

describe('a link', () => {
  it.each([
    ['https://a.example/x', 'https://a.example/x'],
    [' HTTP://a.example', 'HTTP://a.example'],
    ['mailto:a@b.example?subject=x', 'mailto:a@b.example?subject=x'],
    ['javascript:alert(1)', undefined],
    ['https:///a.example', undefined],
    ['#part', undefined],
    ['otpauth://totp/x', undefined],
    ['', undefined],
  ])('%j leads to %j', (written, address) => expect(linkAddress(written)).toBe(address));
});

describe('a declaration', () => {
  it.each([
    ['color', 'red', 'red'],
    ['background-image', `url("${pixel}")`, `url("${pixel}")`],
    ['--x', 'red', undefined],
    ['position', 'fixed', undefined],
    ['position', 'relative', 'relative'],
    ['background-image', 'image-set("https://evil.example/a.png" 1x)', undefined],
    ['background-image', 'src("https://evil.example/a.png")', undefined],
    ['color', '', undefined],
  ])('%s: %s stays as %j', (property, value, kept) => {
    expect(decideDeclaration(property, value, rules(false)).value).toBe(kept);
  });

  it('counts what it would have fetched', () => {
    expect(
      decideDeclaration(
        'background-image',
        'url("https://evil.example/a.png"), url(//evil.example/b.png)',
        rules(false),
      ),
    ).toEqual({
      value: undefined,
      blocked: ['https://evil.example/a.png', 'https://evil.example/b.png'],
    });
  });

  it('keeps a permitted picture from breaking out of its quotes', () => {
    const { value } = decideDeclaration('background-image', "url('https://a.example/\"); x: url(b')", rules(true));
    expect(value).toBe('url("https://a.example/); x: url(b")');
  });
});
