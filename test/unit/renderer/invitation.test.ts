import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { readContacts } from '../../../renderer/invitation/read-contact.ts';
import { invitationFacts, parseInvitation } from '../../../renderer/invitation/read-invitation.ts';
import { writeReply } from '../../../renderer/invitation/write-reply.ts';
import { momentIn } from '../../../renderer/invitation/zoned-time.ts';

const zone = `BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
`;

const calendar = (event: string, more = ''): string =>
  `BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//EN\nMETHOD:REQUEST\n${more}BEGIN:VEVENT\n${event}\nEND:VEVENT\nEND:VCALENDAR\n`.replace(
    /\n/g,
    '\r\n',
  );

const base = `UID:one@x.example
SEQUENCE:2
SUMMARY:Bearing review
LOCATION:Room 4
ORGANIZER;CN=Ada:mailto:ada@x.example
ATTENDEE;CN="Otto, the second";PARTSTAT=NEEDS-ACTION;RSVP=TRUE:MAILTO:Otto@off.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:eve@x.example`;

const facts = (event: string, more = '', method = 'REQUEST') => {
  const parsed = parseInvitation(calendar(event, more));
  return parsed && invitationFacts(parsed, method);
};

describe('an invitation', () => {
  it('says what, where, when and who', () => {
    expect(
      facts(
        `${base}\nDTSTART;TZID=W. Europe Standard Time:20260716T090000\nDTEND;TZID=W. Europe Standard Time:20260716T103000`,
        zone,
      ),
    ).toMatchObject({
      kind: 'request',
      sequence: 2,
      title: 'Bearing review',
      place: 'Room 4',
      organizer: { name: 'Ada', address: 'ada@x.example' },
      participants: [
        { name: 'Otto, the second', address: 'Otto@off.example', status: 'NEEDS-ACTION' },
        { address: 'eve@x.example', status: 'ACCEPTED' },
      ],
      start: Date.parse('2026-07-16T07:00:00Z'),
      end: Date.parse('2026-07-16T08:30:00Z'),
      wholeDays: false,
    });
  });
  it('has its time by the name of its zone where no zone came along', () => {
    expect(facts(`${base}\nDTSTART;TZID=America/New_York:20260116T090000\nDURATION:PT1H`)).toMatchObject({
      start: Date.parse('2026-01-16T14:00:00Z'),
      end: Date.parse('2026-01-16T15:00:00Z'),
    });
  });
  it('has its time in UTC, or for whole days', () => {
    expect(facts(`${base}\nDTSTART:20260116T090000Z`)?.start).toBe(Date.parse('2026-01-16T09:00:00Z'));
    expect(facts(`${base}\nDTSTART;VALUE=DATE:20260116\nDTEND;VALUE=DATE:20260118`)).toMatchObject({
      wholeDays: true,
      start: new Date(2026, 0, 16).getTime(),
      end: new Date(2026, 0, 18).getTime(),
    });
  });
  it('says how it repeats, where that can be said in a few words', () => {
    const rule = (text: string) => facts(`${base}\nDTSTART:20260116T090000Z\nRRULE:${text}`);
    expect(rule('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=5')?.repeats).toEqual({
      every: 'week',
      interval: 2,
      days: [1, 3],
      count: 5,
    });
    expect(rule('FREQ=DAILY;UNTIL=20260201T000000Z')?.repeats).toMatchObject({
      every: 'day',
      until: Date.parse('2026-02-01T00:00:00Z'),
    });
    expect(rule('FREQ=MONTHLY;BYDAY=2TU')).toMatchObject({ repeats: undefined, repeatsOddly: true });
  });
  it('says that it is off', () => {
    expect(facts(`${base}\nDTSTART:20260116T090000Z`, '', 'CANCEL')?.kind).toBe('cancelled');
    expect(facts(`${base}\nDTSTART:20260116T090000Z\nSTATUS:CANCELLED`)?.kind).toBe('cancelled');
  });
  it.each([
    '',
    'BEGIN:VCALENDAR',
    'nonsense',
    'BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nEND:VTODO\r\nEND:VCALENDAR',
    calendar('SUMMARY:x'),
  ])('is none in %j', (text) => {
    const parsed = parseInvitation(text);
    expect(parsed && invitationFacts(parsed, 'REQUEST')).toBeUndefined();
  });
});

describe('the answer to an invitation', () => {
  const event = `${base}\nRECURRENCE-ID;TZID=W. Europe Standard Time:20260716T090000\nDTSTART;TZID=W. Europe Standard Time:20260716T100000`;
  const parsed = parseInvitation(calendar(event, zone));
  if (parsed === undefined) throw new Error('not read');
  const written = writeReply(
    parsed,
    { name: 'Otto', address: 'otto@off.example' },
    'ACCEPTED',
    new Date('2026-07-01T12:00:00Z'),
  );
  const reply = new ICAL.Component(ICAL.parse(written));
  const answered = reply.getFirstSubcomponent('vevent');

  it('is a reply to the same event, occurrence and version', () => {
    expect(reply.getFirstPropertyValue('method')).toBe('REPLY');
    expect(answered?.getFirstPropertyValue('uid')).toBe('one@x.example');
    expect(answered?.getFirstPropertyValue('sequence')).toBe(2);
    expect(answered?.getFirstProperty('recurrence-id')?.toICALString()).toContain('20260716T090000');
    expect(answered?.getFirstProperty('organizer')?.getFirstValue()).toBe('mailto:ada@x.example');
    expect(String(answered?.getFirstPropertyValue('dtstamp'))).toBe('2026-07-01T12:00:00Z');
    expect(reply.getFirstSubcomponent('vtimezone')?.getFirstPropertyValue('tzid')).toBe('W. Europe Standard Time');
  });
  it('has the one person who answers, as invited, with what was said', () => {
    const attendees = answered?.getAllProperties('attendee') ?? [];
    expect(attendees).toHaveLength(1);
    expect(attendees[0]?.getFirstValue()).toBe('MAILTO:Otto@off.example');
    expect(attendees[0]?.getFirstParameter('partstat')).toBe('ACCEPTED');
  });
  it('keeps the rules of lines', () => {
    for (const line of written.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(written.endsWith('END:VCALENDAR\r\n')).toBe(true);
  });
  it('leaves the invitation as it was', () => {
    expect(parsed.event.getAllProperties('attendee')).toHaveLength(2);
  });
});

describe('a time somewhere', () => {
  const at = (month: number, day: number, hour: number, minute = 0) => ({
    year: 2026,
    month,
    day,
    hour,
    minute,
    second: 0,
  });
  it.each([
    ['Europe/Berlin', at(7, 1, 12), '2026-07-01T10:00:00Z'],
    ['Europe/Berlin', at(1, 1, 12), '2026-01-01T11:00:00Z'],
    ['America/New_York', at(3, 8, 12), '2026-03-08T16:00:00Z'],
    ['Europe/Berlin', at(10, 25, 2, 30), '2026-10-25T00:30:00Z'],
    ['Asia/Kathmandu', at(5, 1, 0), '2026-04-30T18:15:00Z'],
    ['Pacific/Auckland', at(4, 5, 12), '2026-04-05T00:00:00Z'],
  ])('in %s', (where, wall, moment) => expect(momentIn(where, wall)).toBe(Date.parse(moment)));
  it('is nowhere in a zone nobody knows', () => expect(momentIn('Moon/Base', at(1, 1, 1))).toBeUndefined());
});

describe('a contact', () => {
  it.each(['3.0', '4.0'])('is read from version %s', (version) => {
    const card = `BEGIN:VCARD\r\nVERSION:${version}\r\nFN:Ada Byron\r\nN:Byron;Ada;;;\r\nORG:Engines;Analysis\r\nTITLE:Countess\r\nEMAIL:ada@x.example\r\nTEL:+44 1\r\nADR:;;1 Street;London;;;UK\r\nURL:https://x.example/\r\nURL:javascript:alert(1)\r\nEND:VCARD\r\n`;
    expect(readContacts(card)).toEqual([
      {
        name: 'Ada Byron',
        organisation: expect.stringContaining('Engines'),
        title: 'Countess',
        mail: ['ada@x.example'],
        phones: ['+44 1'],
        addresses: ['1 Street, London, UK'],
        links: ['https://x.example/'],
      },
    ]);
  });
  it('may come with others', () => {
    const card = (name: string) => `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:${name}\r\nN:;;;;\r\nEND:VCARD\r\n`;
    expect(readContacts(card('A') + card('B')).map(({ name }) => name)).toEqual(['A', 'B']);
  });
  it('is none in nonsense', () => expect(readContacts('nonsense')).toEqual([]));
});
