import type { ReactNode } from 'react';

export type EmptyPicture = 'tray' | 'folder' | 'sieve' | 'letter';

const quiet = { fill: 'var(--bg-surface)', stroke: 'var(--line-field)' } as const;
const faint = { stroke: 'var(--line-strong)', strokeLinecap: 'round' } as const;
const accent = { fill: 'var(--accent-soft)', stroke: 'var(--accent)', strokeLinejoin: 'round' } as const;

/** Drawn in the manner of the lock and the key: thin lines, and one thing in the accent. */
const pictures: Readonly<Record<EmptyPicture, ReactNode>> = {
  // An inbox tray that has been worked off, the key laid beside it.
  tray: (
    <>
      <path d="M24.5 44.5 34 22.5h52l9.5 22v16a4 4 0 0 1-4 4h-63a4 4 0 0 1-4-4z" {...quiet} />
      <path d="M24.5 44.5h20l4 8h23l4-8h20" {...quiet} />
      <path d="M60 8v18M52 19l8 8 8-8" stroke="var(--line-field)" strokeDasharray="2 3" strokeLinecap="round" />
      <path d="m52.5 37.5 5 5 10-11" stroke="var(--accent)" strokeLinecap="round" strokeLinejoin="round" />
    </>
  ),
  folder: (
    <>
      <path d="M22.5 20.5a4 4 0 0 1 4-4h18l7 8h42a4 4 0 0 1 4 4v32a4 4 0 0 1-4 4h-67a4 4 0 0 1-4-4z" {...quiet} />
      <path d="M22.5 34.5h75" {...faint} />
      <path d="M36 45h28M36 51h18" {...faint} strokeDasharray="2 3" />
      <circle cx="84" cy="50" r="6.5" {...accent} />
      <circle cx="84" cy="48.5" r="1.5" fill="var(--bg-surface)" stroke="var(--accent)" />
    </>
  ),
  sieve: (
    <>
      <path d="M30.5 12.5h59L68.5 37v21l-17 8V37z" {...quiet} />
      <path d="M38 18.5h44M43 24.5h34M48 30.5h24" {...faint} />
      <circle cx="60" cy="50" r="6.5" {...accent} />
    </>
  ),
  // The mark: an envelope that is the bow of a key.
  letter: (
    <>
      <rect x="18.5" y="18.5" width="56" height="40" rx="6" {...accent} />
      <path d="m26 28 20.5 15L67 28" stroke="var(--accent)" strokeLinecap="round" strokeLinejoin="round" fill="none" />
      <path d="M74.5 35.5H104v7h-5v5h-5v-5h-5v4h-5v-4h-9.5" {...accent} />
      <path d="M24 66.5h45" {...faint} strokeDasharray="2 3" />
    </>
  ),
};

type EmptyStateProps = {
  readonly picture: EmptyPicture;
  /** One sentence of fact. */
  readonly title: string;
  /** One of help. */
  readonly help?: string;
  readonly children?: ReactNode;
};

/** Where there is nothing to show: a picture, what is the case, and what can be done. */
export const EmptyState = ({ picture, title, help, children }: EmptyStateProps) => (
  <div className="still still--empty">
    <svg className="still__art" viewBox="0 0 120 72" fill="none" aria-hidden="true">
      {pictures[picture]}
    </svg>
    <p>{title}</p>
    {help === undefined ? null : <p className="t3 small">{help}</p>}
    {children}
  </div>
);
