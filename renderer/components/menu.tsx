import * as ContextRadix from '@radix-ui/react-context-menu';
import * as DropRadix from '@radix-ui/react-dropdown-menu';
import { Check, ChevronRight, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import { Kbd } from './kbd.tsx';

/** A line of a menu, as data: the same lines serve a button's menu and a context menu. */
export type MenuItem =
  | {
      readonly kind?: 'action';
      readonly label: string;
      readonly icon?: LucideIcon;
      readonly hotkey?: string;
      readonly danger?: boolean;
      readonly disabled?: boolean;
      readonly run: () => void;
    }
  | { readonly kind: 'check'; readonly label: string; readonly checked: boolean; readonly run: () => void }
  | {
      readonly kind: 'choice';
      /** Named for assistive technology, and above the choices. */
      readonly label: string;
      readonly value: string;
      readonly options: readonly { readonly value: string; readonly label: string }[];
      readonly choose: (value: string) => void;
    }
  | {
      readonly kind: 'more';
      readonly label: string;
      readonly icon?: LucideIcon;
      readonly items: readonly MenuItem[];
    }
  | { readonly kind: 'heading'; readonly label: string }
  | { readonly kind: 'line' };

/** Both of Radix's menus have these parts under the same names. */
type Parts = Pick<
  typeof DropRadix,
  | 'Item'
  | 'CheckboxItem'
  | 'RadioGroup'
  | 'RadioItem'
  | 'ItemIndicator'
  | 'Sub'
  | 'SubTrigger'
  | 'SubContent'
  | 'Separator'
  | 'Label'
  | 'Portal'
>;

const Line = ({ parts: P, item }: { readonly parts: Parts; readonly item: MenuItem }) => {
  switch (item.kind) {
    case 'line':
      return <P.Separator className="menu__line" />;
    case 'heading':
      return <P.Label className="menu__head">{item.label}</P.Label>;
    case 'check':
      return (
        <P.CheckboxItem className="menu__i" checked={item.checked} onCheckedChange={item.run}>
          <span className="menu__mark">
            <P.ItemIndicator>
              <Icon of={Check} />
            </P.ItemIndicator>
          </span>
          <span className="ell">{item.label}</span>
        </P.CheckboxItem>
      );
    case 'choice':
      return (
        <>
          <P.Label className="menu__head">{item.label}</P.Label>
          <P.RadioGroup value={item.value} onValueChange={item.choose} aria-label={item.label}>
            {item.options.map((option) => (
              <P.RadioItem key={option.value} className="menu__i" value={option.value}>
                <span className="menu__mark">
                  <P.ItemIndicator>
                    <Icon of={Check} />
                  </P.ItemIndicator>
                </span>
                <span className="ell">{option.label}</span>
              </P.RadioItem>
            ))}
          </P.RadioGroup>
        </>
      );
    case 'more':
      return (
        <P.Sub>
          <P.SubTrigger className="menu__i">
            <span className="menu__mark">{item.icon === undefined ? null : <Icon of={item.icon} />}</span>
            <span className="ell">{item.label}</span>
            <Icon of={ChevronRight} size="s" className="menu__more" />
          </P.SubTrigger>
          <P.Portal container={home()}>
            <P.SubContent className="menu" collisionPadding={8}>
              <Lines parts={P} items={item.items} />
            </P.SubContent>
          </P.Portal>
        </P.Sub>
      );
    default:
      return (
        <P.Item
          className={`menu__i ${item.danger === true ? 'menu__i--danger' : ''}`}
          disabled={item.disabled === true}
          onSelect={item.run}
        >
          <span className="menu__mark">{item.icon === undefined ? null : <Icon of={item.icon} />}</span>
          <span className="ell">{item.label}</span>
          {item.hotkey === undefined ? null : <Kbd>{item.hotkey}</Kbd>}
        </P.Item>
      );
  }
};

const Lines = ({ parts, items }: { readonly parts: Parts; readonly items: readonly MenuItem[] }) =>
  items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: two lines may say the same, and none moves while the menu is open
    <Line key={`${'label' in item ? item.label : item.kind} ${index}`} parts={parts} item={item} />
  ));

/** Menus float above everything, yet belong to the part of the page that is in use: a landmark holds them. */
const home = (): HTMLElement | null => document.querySelector('main:not([inert] *)');

type MenuProps = {
  readonly label: string;
  /** What opens the menu: one button. */
  readonly children: ReactNode;
  /** Asked for when the menu opens. */
  readonly items: () => readonly MenuItem[];
  readonly align?: 'start' | 'end';
  /** Told when it has closed; answers whether the focus was put somewhere, else the button gets it back. */
  readonly onClosed?: () => boolean;
};

/** The content is its own component so that its lines are built only while it is open. */
const DropLines = ({ items }: Pick<MenuProps, 'items'>) => <Lines parts={DropRadix} items={items()} />;
const ContextLines = ({ items }: Pick<MenuProps, 'items'>) => (
  <Lines parts={ContextRadix as unknown as Parts} items={items()} />
);

/** A menu below a button. It is not modal: the list behind it can still be scrolled. */
export const Menu = ({ label, children, items, align = 'start', onClosed }: MenuProps) => (
  <DropRadix.Root modal={false}>
    <DropRadix.Trigger asChild>{children}</DropRadix.Trigger>
    <DropRadix.Portal container={home()}>
      <DropRadix.Content
        className="menu"
        aria-label={label}
        align={align}
        sideOffset={4}
        collisionPadding={8}
        onCloseAutoFocus={(event) => {
          if (onClosed?.() === true) event.preventDefault();
        }}
      >
        <DropLines items={items} />
      </DropRadix.Content>
    </DropRadix.Portal>
  </DropRadix.Root>
);

/** A menu where the pointer is, by the right button or the menu key. */
export const ContextMenu = ({ label, children, items }: Omit<MenuProps, 'align' | 'onClosed'>) => (
  <ContextRadix.Root modal={false}>
    <ContextRadix.Trigger asChild>{children}</ContextRadix.Trigger>
    <ContextRadix.Portal container={home()}>
      <ContextRadix.Content className="menu" aria-label={label} collisionPadding={8}>
        <ContextLines items={items} />
      </ContextRadix.Content>
    </ContextRadix.Portal>
  </ContextRadix.Root>
);
