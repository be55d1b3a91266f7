import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isSendable,
  kindOf,
  parseRecipients,
  printRecipient,
  withoutDoubles,
} from '../../../../renderer/logic/writing/recipients.ts';

describe('recipients as they are typed', () => {
  it.each([
    ['anna@example.com', [{ name: '', address: 'anna@example.com' }]],
    ['Anna Berg <anna@example.com>', [{ name: 'Anna Berg', address: 'anna@example.com' }]],
    [
      '"Berg, Anna" <anna@example.com>, b@x.org',
      [
        { name: 'Berg, Anna', address: 'anna@example.com' },
        { name: '', address: 'b@x.org' },
      ],
    ],
    [
      'a@x.org; b@x.org\nc@x.org\td@x.org',
      ['a', 'b', 'c', 'd'].map((name) => ({ name: '', address: `${name}@x.org` })),
    ],
    ['a@x.org b@x.org  c@x.org', ['a', 'b', 'c'].map((name) => ({ name: '', address: `${name}@x.org` }))],
    ['mailto:a@x.org', [{ name: '', address: 'a@x.org' }]],
    ['nobody yet', [{ name: '', address: 'nobody yet' }]],
    [' , ;\n', []],
  ])('reads %j', (text, people) => {
    expect(parseRecipients(text)).toEqual(people);
  });

  it('prints what is read back the same', () => {
    const name = fc.string({ maxLength: 40 }).map((text) => text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim());
    fc.assert(
      fc.property(name, (text) => {
        const person = { name: text, address: 'anna@example.com' };
        expect(parseRecipients(printRecipient(person))).toEqual([person]);
      }),
    );
  });

  it('tells inside, outside and what is no address', () => {
    expect(kindOf('b@example.com', 'a@example.com')).toBe('known');
    expect(kindOf('b@mail.EXAMPLE.com', 'a@example.com')).toBe('known');
    expect(kindOf('b@notexample.com', 'a@example.com')).toBe('outside');
    expect(kindOf('b at example.com', 'a@example.com')).toBe('invalid');
    expect(isSendable('a@b@c')).toBe(false);
  });

  it('keeps each address once', () => {
    const [one, two] = [
      { name: 'One', address: 'A@x.org' },
      { name: 'Two', address: 'a@X.org' },
    ];
    expect(withoutDoubles([one, two])).toEqual([one]);
  });
});
