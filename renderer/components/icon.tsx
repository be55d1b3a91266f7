import type { LucideIcon } from 'lucide-react';

type IconProps = { readonly of: LucideIcon; readonly size?: 's' | 'm' | 'l'; readonly className?: string };

/** A decorative icon: the words beside it, or the name of its button, carry the meaning. */
export const Icon = ({ of: Drawing, size = 'm', className = '' }: IconProps) => (
  <Drawing
    aria-hidden="true"
    focusable="false"
    className={`i ${size === 'm' ? '' : `i--${size}`} ${className}`}
    strokeWidth={size === 's' ? 2 : size === 'l' ? 1.6 : 1.75}
  />
);
