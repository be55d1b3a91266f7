import {
  CalendarDays,
  type LucideIcon,
  Monitor,
  MonitorCheck,
  Printer,
  Smartphone,
  SquareTerminal,
  Tablet,
} from 'lucide-react';
import type { DeviceKind } from '../../logic/app-passwords.ts';

export const deviceIcons: Readonly<Record<DeviceKind, LucideIcon>> = {
  here: MonitorCheck,
  phone: Smartphone,
  tablet: Tablet,
  printer: Printer,
  script: SquareTerminal,
  calendar: CalendarDays,
  computer: Monitor,
};
