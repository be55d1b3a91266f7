import { describe, expect, it } from 'vitest';
import type { MailAddress } from '../../../../app/domain/mail.ts';
import { identityFor, replyRecipients, threading } from '../../../../renderer/logic/writing/reply.ts';
import { forwardSubject, replySubject } from '../../../../renderer/logic/writing/subject.ts';

const person = (address: string): MailAddress => ({ name: '', address });
const identity = (address: string) => ({ id: address, name: 'Me', address, replyTo: '', signature: '' });
const own = [identity('me@home.example'), identity('alias@home.example')];
const body = {
  from: [person('zoe@x.example')],
  to: [person('ME@home.example'), person('kim@x.example')],
  cc: [person('lee@x.example'), person('kim@x.example'), person('alias@home.example')],
};

describe('an answer', () => {
  it('goes to who wrote, or where answers are asked for', () => {
    expect(replyRecipients(body, own, false)).toEqual({ to: [person('zoe@x.example')], cc: [] });
    const asked = { ...body, replyTo: [person('desk@x.example')] };
    expect(replyRecipients(asked, own, false).to).toEqual([person('desk@x.example')]);
  });

  it('goes to all others but oneself and nobody twice', () => {
    expect(replyRecipients(body, own, true)).toEqual({
      to: [person('zoe@x.example'), person('kim@x.example')],
      cc: [person('lee@x.example')],
    });
  });

  it('of a list goes to the list as well', () => {
    const listed = { ...body, list: { id: 'roofs.x.example', post: 'mailto:roofs%40x.example?subject=x' } };
    expect(replyRecipients(listed, own, true).to).toContainEqual(person('roofs@x.example'));
    expect(replyRecipients(listed, own, false).to).toEqual([person('zoe@x.example')]);
  });

  it('to an own message goes where that went', () => {
    const mine = { ...body, from: [person('me+tag@home.example')], to: [person('kim@x.example')] };
    expect(replyRecipients(mine, own, false)).toEqual({ to: [person('kim@x.example')], cc: [] });
  });

  it('to a note to oneself goes to oneself', () => {
    const note = { from: [person('me@home.example')], to: [], cc: [] };
    expect(replyRecipients(note, own, true).to).toEqual([person('me@home.example')]);
  });

  it('comes from the address the message was sent to', () => {
    expect(identityFor({ ...body, to: [person('Alias@home.example')], cc: [] }, own)?.address).toBe(
      'alias@home.example',
    );
    expect(identityFor({ from: [], to: [], cc: [], deliveredTo: ['alias@home.example'] }, own)).toBe(own[1]);
    expect(identityFor({ from: [], to: [], cc: [] }, own)).toBe(own[0]);
  });

  it('stands after what it answers', () => {
    expect(threading({ ...body, messageId: 'c@x', references: ['a@x', 'b@x'] })).toEqual({
      inReplyTo: 'c@x',
      references: ['a@x', 'b@x', 'c@x'],
    });
    expect(threading({ ...body, references: ['with space', 'a@x'] })).toEqual({ references: ['a@x'] });
  });
});

describe('a subject', () => {
  it.each([
    ['Roof', 'Re: Roof'],
    ['Re: AW: SV: Roof', 'Re: Roof'],
    ['RE[2]: re : Roof', 'Re: Roof'],
    ['回复：Roof', 'Re: Roof'],
    ['Regarding: Roof', 'Re: Regarding: Roof'],
    ['', 'Re:'],
  ])('of an answer to %j', (subject, answer) => {
    expect(replySubject(subject)).toBe(answer);
  });

  it.each([
    ['Roof', 'Fwd: Roof'],
    ['WG: Fwd: Roof', 'Fwd: Roof'],
    ['Re: Roof', 'Fwd: Roof'],
  ])('of a forward of %j', (subject, forward) => {
    expect(forwardSubject(subject)).toBe(forward);
  });
});
