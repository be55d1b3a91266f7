export type SendPreset = { readonly id: 'afternoon' | 'evening' | 'tomorrow' | 'monday'; readonly at: Date };

const at = (day: Date, hours: number, later = 0): Date =>
  new Date(day.getFullYear(), day.getMonth(), day.getDate() + later, hours, 0, 0, 0);

const hour = 60 * 60_000;

/** Times worth offering now: this afternoon or evening while they are at least an hour off, and the next mornings. */
export const sendPresets = (now: Date): SendPreset[] => {
  const presets: SendPreset[] = [];
  const ahead = (time: Date): boolean => time.getTime() - now.getTime() >= hour;
  const [afternoon, evening] = [at(now, 13), at(now, 18)];
  if (ahead(afternoon)) presets.push({ id: 'afternoon', at: afternoon });
  else if (ahead(evening)) presets.push({ id: 'evening', at: evening });
  presets.push({ id: 'tomorrow', at: at(now, 8, 1) });
  const toMonday = (8 - now.getDay()) % 7 || 7;
  if (toMonday !== 1) presets.push({ id: 'monday', at: at(now, 8, toMonday) });
  return presets;
};

/** For a `datetime-local` field: local time without seconds. */
export const toLocalField = (date: Date): string => {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
};
