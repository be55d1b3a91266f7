import type { MouseEvent, ReactNode } from 'react';

type PointerOnlyProps = {
  readonly className: string;
  readonly title?: string;
  readonly onClick: (event: MouseEvent) => void;
  readonly children?: ReactNode;
};

/**
 * Something to click on inside of a control that can hold no other, as a line of a list box. Whoever uses it sees to it
 * that the same is done by key.
 */
export const PointerOnly = ({ onClick, ...rest }: PointerOnlyProps) => (
  // biome-ignore lint/a11y/noStaticElementInteractions: see above
  // biome-ignore lint/a11y/useKeyWithClickEvents: see above
  <span
    aria-hidden="true"
    onClick={(event) => {
      event.stopPropagation();
      onClick(event);
    }}
    {...rest}
  />
);
