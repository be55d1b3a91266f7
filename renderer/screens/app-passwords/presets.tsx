import { CalendarDays, type LucideIcon, Monitor, Printer, Smartphone } from 'lucide-react';
import type { Preset } from '../../logic/app-passwords.ts';
import type { TextKey } from '../../text/keys.ts';

export const presets: readonly {
  readonly id: Preset;
  readonly icon: LucideIcon;
  readonly title: TextKey;
  readonly scopes: TextKey;
}[] = [
  { id: 'phone', icon: Smartphone, title: 'appPasswords.preset.phone', scopes: 'appPasswords.preset.phoneScopes' },
  { id: 'program', icon: Monitor, title: 'appPasswords.preset.program', scopes: 'appPasswords.preset.programScopes' },
  { id: 'printer', icon: Printer, title: 'appPasswords.preset.printer', scopes: 'appPasswords.preset.printerScopes' },
  {
    id: 'calendar',
    icon: CalendarDays,
    title: 'appPasswords.preset.calendar',
    scopes: 'appPasswords.preset.calendarScopes',
  },
];
