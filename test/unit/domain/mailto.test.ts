import { describe, expect, it } from 'vitest';
import { composeOfMailto } from '../../../app/domain/mailto.ts';

describe('a mailto: link', () => {
  it('says whom to write and what', () => {
    expect(
      composeOfMailto('mailto:a%40b@x.example,c@x.example?cc=d@x.example&subject=Two%20words&body=One%0D%0Atwo+three'),
    ).toEqual({
      kind: 'new',
      to: 'a@b@x.example,c@x.example',
      cc: 'd@x.example',
      subject: 'Two words',
      body: 'One\ntwo+three',
    });
  });
  it('sets no other field, and none within another', () => {
    expect(composeOfMailto('MAILTO:a@x.example?attach=/etc/passwd&subject=x%0D%0ABcc:%20evil@x.example')).toEqual({
      kind: 'new',
      to: 'a@x.example',
      subject: 'x Bcc: evil@x.example',
    });
  });
  it.each(['https://x.example', 'a@x.example', ''])('is not %j', (link) => {
    expect(composeOfMailto(link)).toBeUndefined();
  });
});
