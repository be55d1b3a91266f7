import { describe, expect, it } from 'vitest';
import { demoMessages } from '../../../app/server/seed/demo-mail.ts';

const now = Date.UTC(2026, 5, 15, 12);
const messages = demoMessages(now);

describe('the demo mailbox', () => {
  it('is the same every time', () => {
    expect(demoMessages(now)).toEqual(messages);
  });

  it('holds some hundred messages of the last months, none from the future', () => {
    const inbox = messages.filter(({ folder }) => folder === 'INBOX');
    expect(inbox.length).toBeGreaterThanOrEqual(250);
    expect(Math.max(...messages.map(({ date }) => date))).toBeLessThan(now);
    expect(Math.min(...messages.map(({ date }) => date))).toBeGreaterThan(now - 200 * 86_400_000);
    expect(new Set(messages.map(({ messageId }) => messageId)).size).toBe(messages.length);
  });

  it('has what mail has: threads, HTML with remote images, attachments, unread and flagged ones, many scripts', () => {
    const count = (test: (message: (typeof messages)[number]) => boolean) => messages.filter(test).length;
    expect(count(({ references }) => references.length > 0)).toBeGreaterThan(30);
    expect(count(({ html }) => html?.includes('<img src="https://') ?? false)).toBeGreaterThan(30);
    expect(count(({ attach }) => attach !== undefined)).toBeGreaterThan(30);
    expect(count(({ flags }) => !flags.includes('seen'))).toBeGreaterThan(10);
    expect(count(({ flags }) => flags.includes('flagged'))).toBeGreaterThan(1);
    for (const script of [/\p{Script=Han}/u, /\p{Script=Greek}/u, /\p{Script=Arabic}/u, /[ěščřž]/u, /[äöüß]/u]) {
      expect(count(({ subject, text }) => script.test(subject + text))).toBeGreaterThan(0);
    }
  });

  it('refers only to messages that exist and came before', () => {
    const dates = new Map(messages.map(({ messageId, date }) => [messageId, date]));
    for (const { references, date } of messages.filter(({ messageId }) => messageId.includes('thread'))) {
      for (const reference of references) expect(dates.get(reference)).toBeLessThanOrEqual(date);
    }
  });
});
