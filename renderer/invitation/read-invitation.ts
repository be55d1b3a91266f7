import ICAL from 'ical.js';
import type { InvitationFacts, Participant, Repetition } from './invitation-facts.ts';
import { momentIn } from './zoned-time.ts';

const longestText = 2_000;
const mostParticipants = 300;

export type Parsed = { readonly calendar: ICAL.Component; readonly event: ICAL.Component };

/** The event of a calendar object; undefined for whatever is none. Of several, the one that is not an exception. */
export const parseInvitation = (text: string): Parsed | undefined => {
  try {
    const calendar = new ICAL.Component(ICAL.parse(text));
    const events = calendar.getAllSubcomponents('vevent');
    const event = events.find((one) => one.getFirstProperty('recurrence-id') === null) ?? events[0];
    return event === undefined ? undefined : { calendar, event };
  } catch {
    return undefined;
  }
};

const textOf = (event: ICAL.Component, name: string): string =>
  String(event.getFirstPropertyValue(name) ?? '')
    .slice(0, longestText)
    .trim();

const parameterOf = (property: ICAL.Property, name: string): string => {
  const value = property.getFirstParameter(name);
  return typeof value === 'string' ? value : '';
};

const participantOf = (property: ICAL.Property): Participant => ({
  name: parameterOf(property, 'cn').slice(0, 200),
  address: String(property.getFirstValue() ?? '')
    .replace(/^mailto:/i, '')
    .slice(0, 320),
  status: parameterOf(property, 'partstat').toUpperCase() || 'NEEDS-ACTION',
});

/** The moment of a date property: by the zone that came along, by the system's zone of that name, or as local time. */
const momentOf = (property: ICAL.Property | null): { time: number; isDate: boolean } | undefined => {
  const value = property?.getFirstValue();
  if (property === null || property === undefined || !(value instanceof ICAL.Time)) return undefined;
  const { year, month, day, hour, minute, second, isDate } = value;
  if (isDate) return { time: new Date(year, month - 1, day).getTime(), isDate };
  const zone = parameterOf(property, 'tzid');
  const isFloating = value.zone === ICAL.Timezone.localTimezone || value.zone === null || value.zone === undefined;
  if (!isFloating) return { time: value.toUnixTime() * 1000, isDate };
  const wall = { year, month, day, hour, minute, second };
  const known = zone === '' ? undefined : momentIn(zone, wall);
  return { time: known ?? new Date(year, month - 1, day, hour, minute, second).getTime(), isDate };
};

const periods: Readonly<Record<string, Repetition['every']>> = {
  DAILY: 'day',
  WEEKLY: 'week',
  MONTHLY: 'month',
  YEARLY: 'year',
};
const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** A rule in few words, where it can be said in few words. */
const repetitionOf = (event: ICAL.Component): Repetition | 'odd' | undefined => {
  const rule = event.getFirstPropertyValue('rrule');
  if (!(rule instanceof ICAL.Recur)) return event.getFirstProperty('rdate') === null ? undefined : 'odd';
  const every = periods[rule.freq];
  const parts = Object.keys(rule.parts);
  const days = (rule.getComponent('BYDAY') as string[]).map((day) => weekdays.indexOf(day));
  const isPlain =
    parts.every((part) => part === 'BYDAY') && !days.includes(-1) && (days.length === 0 || every === 'week');
  if (every === undefined || !isPlain || event.getAllProperties('rrule').length > 1) return 'odd';
  const { until, count } = rule;
  return {
    every,
    interval: Math.max(1, rule.interval),
    days,
    ...(count === null || count === undefined ? {} : { count }),
    ...(until instanceof ICAL.Time ? { until: until.toJSDate().getTime() } : {}),
  };
};

const kindOf = (method: string, event: ICAL.Component): InvitationFacts['kind'] => {
  if (method === 'CANCEL' || textOf(event, 'status').toUpperCase() === 'CANCELLED') return 'cancelled';
  if (method === 'REPLY') return 'reply';
  if (method === 'COUNTER' || method === 'DECLINECOUNTER') return 'counter';
  return method === 'REQUEST' ? 'request' : 'published';
};

/** Reads an invitation (RFC 5545, RFC 5546). @param method as the message names it, in upper case */
export const invitationFacts = ({ event }: Parsed, method: string): InvitationFacts | undefined => {
  const start = momentOf(event.getFirstProperty('dtstart'));
  const uid = textOf(event, 'uid').slice(0, 500);
  if (start === undefined || uid === '') return undefined;
  const ending = momentOf(event.getFirstProperty('dtend'));
  const duration = event.getFirstPropertyValue('duration');
  const lasts = duration instanceof ICAL.Duration ? duration.toSeconds() * 1000 : undefined;
  const end = ending?.time ?? (lasts === undefined ? undefined : start.time + lasts);
  const organizer = event.getFirstProperty('organizer');
  const repeats = repetitionOf(event);
  const sequence = Number(event.getFirstPropertyValue('sequence') ?? 0);
  return {
    kind: kindOf(method, event),
    uid,
    sequence: Number.isSafeInteger(sequence) ? sequence : 0,
    title: textOf(event, 'summary'),
    place: textOf(event, 'location'),
    notes: textOf(event, 'description'),
    organizer: organizer === null ? undefined : participantOf(organizer),
    participants: event.getAllProperties('attendee').slice(0, mostParticipants).map(participantOf),
    start: start.time,
    end,
    wholeDays: start.isDate,
    repeats: repeats === 'odd' ? undefined : repeats,
    repeatsOddly: repeats === 'odd',
    occurrence: event.getFirstProperty('recurrence-id')?.toICALString() ?? '',
  };
};
