import { describe, expect, it } from 'vitest';
import { howToTell, type NewMail } from '../../../app/domain/new-mail.ts';
import { usualPreferences } from '../../../app/domain/preferences.ts';

const chosen = usualPreferences.notifications;
const noon = new Date(2026, 4, 21, 12);
const news = (count: number, path = 'INBOX'): NewMail => ({
  account: 'first',
  folder: { path, name: path, role: path === 'INBOX' ? 'inbox' : 'none' },
  count,
  messages: Array.from({ length: Math.min(5, count) }, (_, at) => ({
    id: at,
    key: { folder: path, uidValidity: '1', uid: at + 1 },
    from: [{ name: at % 2 === 0 ? 'Zoe' : '', address: 'zoe@x.example' }],
    subject: `Subject ${at}`,
    preview: '',
  })),
});

describe('new mail', () => {
  it('is told one by one while it is little, and together when it is much', () => {
    expect(howToTell(news(3), chosen, noon, undefined)).toMatchObject({ kind: 'each', messages: [{}, {}, {}] });
    expect(howToTell(news(40), chosen, noon, undefined)).toEqual({
      kind: 'together',
      count: 40,
      senders: ['Zoe', 'zoe@x.example'],
    });
  });

  it.each([
    ['of a folder that was not chosen', news(1, 'Lists'), chosen, noon, undefined],
    ['when none is wanted', news(1), { ...chosen, newMail: false }, noon, undefined],
    ['of the folder in front', news(1), chosen, noon, 'INBOX'],
    ['in quiet hours', news(1), { ...chosen, quietHours: true, quietFrom: '11:00', quietTo: '13:00' }, noon, undefined],
    ['in a pause', news(1), { ...chosen, quietUntil: new Date(2026, 4, 22).toISOString() }, noon, undefined],
  ])('is not told %s', (_, told, preferences, now, inFront) => {
    expect(howToTell(told, preferences, now, inFront)).toEqual({ kind: 'nothing' });
  });

  it('is told of the folder in front where that is wanted, and of another one', () => {
    expect(howToTell(news(1), { ...chosen, quietInFront: false }, noon, 'INBOX').kind).toBe('each');
    expect(howToTell(news(1), chosen, noon, 'Sent').kind).toBe('each');
  });
});
