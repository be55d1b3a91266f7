import ICAL from 'ical.js';
import type { Answer } from './invitation-facts.ts';
import type { Parsed } from './read-invitation.ts';

export type Replier = { readonly name: string; readonly address: string };

/** What of the event goes back as it came: which event, which occurrence of it, and when, so that it can be found. */
const copied = ['uid', 'sequence', 'recurrence-id', 'organizer', 'summary', 'location', 'dtstart', 'dtend', 'duration'];

const isBy = (property: ICAL.Property, address: string): boolean =>
  String(property.getFirstValue() ?? '')
    .replace(/^mailto:/i, '')
    .toLowerCase() === address.toLowerCase();

/**
 * The answer to an invitation (RFC 5546 section 3.2.3): one ATTENDEE with what the person says, UID, SEQUENCE,
 * RECURRENCE-ID and ORGANIZER as they came.
 */
export const writeReply = ({ calendar, event }: Parsed, who: Replier, answer: Answer, now: Date): string => {
  const reply = new ICAL.Component('vcalendar');
  reply.updatePropertyWithValue('prodid', '-//Latchkey Mail//EN');
  reply.updatePropertyWithValue('version', '2.0');
  reply.updatePropertyWithValue('method', 'REPLY');
  const answered = new ICAL.Component('vevent');
  for (const name of copied) {
    const property = event.getFirstProperty(name);
    if (property !== null) answered.addProperty(new ICAL.Property(structuredClone(property.toJSON())));
  }
  // A rule of its own is not answered: the zones its times are written in must come along.
  const zones = new Set(answered.getAllProperties().map((property) => property.getFirstParameter('tzid')));
  for (const zone of calendar.getAllSubcomponents('vtimezone')) {
    if (zones.has(String(zone.getFirstPropertyValue('tzid')))) {
      reply.addSubcomponent(new ICAL.Component(structuredClone(zone.toJSON())));
    }
  }
  answered.updatePropertyWithValue('dtstamp', ICAL.Time.fromJSDate(now, true));
  answered.updatePropertyWithValue('request-status', '2.0;Success');
  const invited = event.getAllProperties('attendee').find((one) => isBy(one, who.address));
  const attendee = new ICAL.Property('attendee');
  attendee.setValue(invited === undefined ? `mailto:${who.address}` : String(invited.getFirstValue()));
  attendee.setParameter('partstat', answer);
  const name = invited?.getFirstParameter('cn');
  const shown = typeof name === 'string' && name !== '' ? name : who.name;
  if (shown !== '') attendee.setParameter('cn', shown.replace(/["\r\n]/g, ''));
  answered.addProperty(attendee);
  reply.addSubcomponent(answered);
  return `${reply.toString()}\r\n`;
};
