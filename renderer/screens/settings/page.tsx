import type { ReactNode } from 'react';

type PageProps = { readonly title: string; readonly lead: string; readonly children: ReactNode };

/** One page of settings: what it is about, and its groups. */
export const Page = ({ title, lead, children }: PageProps) => (
  <main className="page">
    <div className="page__wide">
      <h1 className="page__h">{title}</h1>
      <p className="page__lead">{lead}</p>
      {children}
    </div>
  </main>
);
