import { describe, expect, it } from 'vitest';
import { usualPreferences } from '../../../app/domain/preferences.ts';
import { isQuiet, tomorrowMorning } from '../../../app/domain/quiet-hours.ts';

const usual = usualPreferences.notifications;
const at = (hour: number, minute = 0): Date => new Date(2026, 4, 21, hour, minute);

describe('do not disturb', () => {
  it.each([
    ['22:00', '07:00', at(21, 59), false],
    ['22:00', '07:00', at(22), true],
    ['22:00', '07:00', at(3), true],
    ['22:00', '07:00', at(7), false],
    ['12:00', '13:30', at(13, 29), true],
    ['12:00', '13:30', at(13, 30), false],
    ['08:00', '08:00', at(8), false],
  ])('from %s to %s at %s: %s', (quietFrom, quietTo, now, quiet) => {
    expect(isQuiet({ ...usual, quietHours: true, quietFrom, quietTo }, now)).toBe(quiet);
    expect(isQuiet({ ...usual, quietFrom, quietTo }, now)).toBe(false);
  });

  it('until tomorrow ends in the morning', () => {
    const quietUntil = tomorrowMorning(usual, at(17));
    expect(new Date(quietUntil)).toEqual(new Date(2026, 4, 22, 7));
    expect(isQuiet({ ...usual, quietUntil }, at(23))).toBe(true);
    expect(isQuiet({ ...usual, quietUntil }, new Date(2026, 4, 22, 7))).toBe(false);
  });
});
