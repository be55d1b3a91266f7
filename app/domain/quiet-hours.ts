import type { Preferences } from './preferences.ts';

type Notifications = Preferences['notifications'];

const minutesOf = (text: string): number => {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
};

const within = (from: number, to: number, at: number): boolean =>
  from <= to ? at >= from && at < to : at >= from || at < to;

/** Whether nothing may be told at this moment, by the clock of this computer. Hours may reach over midnight. */
export const isQuiet = (chosen: Notifications, now: Date): boolean => {
  if (chosen.quietUntil !== '' && now.getTime() < Date.parse(chosen.quietUntil)) return true;
  if (!chosen.quietHours || chosen.quietFrom === chosen.quietTo) return false;
  const at = now.getHours() * 60 + now.getMinutes();
  return within(minutesOf(chosen.quietFrom), minutesOf(chosen.quietTo), at);
};

/** When a pause until tomorrow ends: the next day at the end of the quiet hours. */
export const tomorrowMorning = (chosen: Notifications, now: Date): string => {
  const minutes = minutesOf(chosen.quietTo);
  const next = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, Math.floor(minutes / 60), minutes % 60);
  return next.toISOString();
};
