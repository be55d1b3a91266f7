export type SnoozePreset = { readonly name: 'laterToday' | 'tomorrow' | 'weekend' | 'nextWeek'; readonly at: Date };

const morning = 9;
const evening = 18;

const day = (now: Date, days: number, hour: number): Date =>
  new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour);

const saturday = 6;
const monday = 1;
const daysTo = (now: Date, weekday: number): number => (weekday - now.getDay() + 7) % 7 || 7;

/** Times that are offered, those that make sense by now, the nearest first. */
export const snoozePresets = (now: Date): SnoozePreset[] => {
  const presets: SnoozePreset[] = [];
  // Less than an hour ahead it is not later, but now.
  if (day(now, 0, evening).getTime() - now.getTime() > 3_600_000) {
    presets.push({ name: 'laterToday', at: day(now, 0, evening) });
  }
  presets.push({ name: 'tomorrow', at: day(now, 1, morning) });
  const weekend = daysTo(now, saturday);
  if (weekend > 1 && now.getDay() !== 0) presets.push({ name: 'weekend', at: day(now, weekend, morning) });
  const week = daysTo(now, monday);
  if (week > 1) presets.push({ name: 'nextWeek', at: day(now, week, morning) });
  return presets;
};

/** What a date and a time field say together, in local time; undefined while they say nothing, or a time that is past. */
export const chosenTime = (date: string, time: string, now: Date): Date | undefined => {
  const chosen = new Date(`${date}T${time}`);
  return Number.isNaN(chosen.getTime()) || chosen.getTime() <= now.getTime() ? undefined : chosen;
};
