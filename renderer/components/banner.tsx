import { CircleCheck, CircleUserRound, CircleX, Info, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

export type Tone = 'neutral' | 'ok' | 'warn' | 'danger' | 'accent';

const icons: Readonly<Record<Tone, LucideIcon>> = {
  neutral: Info,
  ok: CircleCheck,
  warn: TriangleAlert,
  danger: CircleX,
  accent: CircleUserRound,
};

type BannerProps = {
  readonly tone: Tone;
  readonly title: string;
  readonly icon?: LucideIcon;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** Read out at once when it appears; leave off for what was there from the start. */
  readonly appears?: boolean;
};

export const Banner = ({ tone, title, icon, children, actions, appears = false }: BannerProps) => (
  <div
    className={`banner ${tone === 'neutral' ? '' : `banner--${tone}`}`}
    role={appears ? (tone === 'danger' || tone === 'warn' ? 'alert' : 'status') : undefined}
  >
    <Icon of={icon ?? icons[tone]} size="l" />
    <div className="banner__t">{title}</div>
    {children === undefined ? null : <div className="banner__b">{children}</div>}
    {actions === undefined ? null : <div className="banner__a">{actions}</div>}
  </div>
);
