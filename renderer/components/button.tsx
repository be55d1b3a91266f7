import type { LucideIcon } from 'lucide-react';
import type { ButtonHTMLAttributes, Ref } from 'react';
import { Icon } from './icon.tsx';
import { Kbd } from './kbd.tsx';
import { Spinner } from './spinner.tsx';

type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> & {
  readonly look?: 'primary' | 'default' | 'ghost' | 'danger' | 'danger-ghost' | 'link';
  readonly size?: 's' | 'm' | 'l';
  readonly block?: boolean;
  readonly icon?: LucideIcon;
  readonly hotkey?: string;
  readonly busy?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
};

const classOf = (look: ButtonProps['look'], size: ButtonProps['size'], block: boolean, iconOnly: boolean): string => {
  if (look === 'link') return size === 'l' ? 'link link--l' : 'link';
  return [
    'btn',
    look === undefined || look === 'default' ? '' : `btn--${look}`,
    size === undefined || size === 'm' ? '' : `btn--${size}`,
    block ? 'btn--block' : '',
    iconOnly ? 'btn--icon' : '',
  ]
    .filter((name) => name !== '')
    .join(' ');
};

/** A button is never disabled: while busy it says so and a press does nothing. */
export const Button = ({
  look,
  size,
  block = false,
  icon,
  hotkey,
  busy = false,
  className = '',
  children,
  onClick,
  type = 'button',
  ref,
  ...rest
}: ButtonProps) => {
  const iconOnly = icon !== undefined && children === undefined;
  return (
    <button
      ref={ref}
      type={type}
      className={`${classOf(look, size, block, iconOnly)} ${className}`}
      aria-busy={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
      {...rest}
    >
      {busy ? <Spinner /> : icon === undefined ? null : <Icon of={icon} />}
      {children}
      {hotkey === undefined ? null : <Kbd>{hotkey}</Kbd>}
    </button>
  );
};
