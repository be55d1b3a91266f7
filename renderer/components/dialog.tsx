import * as Radix from '@radix-ui/react-dialog';
import { type ReactNode, useState } from 'react';

type DialogProps = {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly width?: 'narrow' | 'slim' | 'form' | 'wide' | 'preview';
  /** A question with consequences rather than a form. */
  readonly alert?: boolean;
  readonly onClose: () => void;
  readonly children?: ReactNode;
  readonly foot: ReactNode;
  readonly onSubmit?: () => void;
  /** Where focus goes on opening; the first control otherwise. */
  readonly focusOn?: () => HTMLElement | null;
};

/** Back to where the person was; to the first control of the page if that is gone. */
const returnFocus = (opener: Element | null): void => {
  const target = opener?.isConnected === true ? opener : document.querySelector('main:not([inert] *) button');
  if (target instanceof HTMLElement) target.focus();
};

/**
 * A modal dialog: focus is trapped, Esc closes, focus returns to the opener. The scrim is ours, because Radix's
 * overlay locks scrolling with an inline style sheet that the content security policy refuses.
 */
export const Dialog = ({
  title,
  lead,
  width,
  alert = false,
  onClose,
  children,
  foot,
  onSubmit,
  focusOn,
}: DialogProps) => {
  const [opener] = useState(() => document.activeElement);
  const inside = (
    <>
      <div className="dialog__head">
        <Radix.Title className="dialog__h">{title}</Radix.Title>
        {lead === undefined ? null : <Radix.Description className="dialog__lead">{lead}</Radix.Description>}
      </div>
      {children === undefined ? <div className="dialog__gap" /> : <div className="dialog__body">{children}</div>}
      <div className="dialog__foot">{foot}</div>
    </>
  );
  return (
    <Radix.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Radix.Portal>
        <div className="scrim">
          <Radix.Content
            className={`dialog ${width === undefined ? '' : `dialog--${width}`}`}
            role={alert ? 'alertdialog' : 'dialog'}
            aria-modal="true"
            {...(lead === undefined ? { 'aria-describedby': undefined } : {})}
            onPointerDownOutside={(event) => event.preventDefault()}
            onInteractOutside={(event) => event.preventDefault()}
            onCloseAutoFocus={(event) => {
              event.preventDefault();
              returnFocus(opener);
            }}
            onOpenAutoFocus={(event) => {
              const target = focusOn?.();
              if (target === undefined || target === null) return;
              event.preventDefault();
              target.focus();
            }}
          >
            {onSubmit === undefined ? (
              inside
            ) : (
              <form
                noValidate
                onSubmit={(event) => {
                  event.preventDefault();
                  event.stopPropagation();
                  onSubmit();
                }}
              >
                {inside}
              </form>
            )}
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  );
};
