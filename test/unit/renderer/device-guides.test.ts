import { describe, expect, it } from 'vitest';
import { guides, guidesFor } from '../../../renderer/logic/device-guides.ts';

describe('the guide for a device', () => {
  it('is the one its name speaks of', () => {
    const first = (name: string) => guidesFor(name, ['imap', 'smtp']).first;
    expect(first('Anna’s iPad')).toBe('iphone');
    expect(first('Pixel 9')).toBe('android');
    expect(first('Thunderbird at home')).toBe('thunderbird');
    expect(first('Outlook, office')).toBe('outlook');
    expect(first('MacBook')).toBe('appleMail');
    expect(first('Second phone')).toBe('iphone');
  });

  it('is never one that the password cannot serve', () => {
    expect(guidesFor('iPhone', ['smtp'])).toEqual({
      list: guides.filter(({ id }) => id === 'printer'),
      first: 'printer',
    });
    expect(guidesFor('iPhone', ['imap']).list.map(({ id }) => id)).not.toContain('printer');
    expect(guidesFor('Calendar', ['caldav']).list).toEqual([]);
  });
});
