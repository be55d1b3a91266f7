import { type KeyboardEvent, type PointerEvent, useRef } from 'react';

type SplitterProps = {
  readonly label: string;
  readonly width: number;
  readonly from: number;
  readonly to: number;
  readonly onWidth: (width: number) => void;
  /** The edge was let go. */
  readonly onDone: () => void;
};

/** The edge between two panes: dragged with the pointer, or moved with ← and →. */
export const Splitter = ({ label, width, from, to, onWidth, onDone }: SplitterProps) => {
  const done = useRef(onDone);
  done.current = onDone;
  const set = (next: number): void => onWidth(Math.round(Math.min(to, Math.max(from, next))));
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    const edge = event.currentTarget;
    const start = event.clientX;
    edge.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent): void => set(width + moved.clientX - start);
    edge.addEventListener('pointermove', move);
    const drop = (): void => {
      edge.removeEventListener('pointermove', move);
      done.current();
    };
    edge.addEventListener('lostpointercapture', drop, { once: true });
  };
  const press = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowLeft' ? -16 : event.key === 'ArrowRight' ? 16 : 0;
    if (by === 0) return;
    event.preventDefault();
    set(width + by);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be dragged
    <div
      className="splitter"
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={from}
      aria-valuemax={to}
      onPointerDown={drag}
      onKeyDown={press}
      onKeyUp={() => done.current()}
      onBlur={() => done.current()}
    />
  );
};
