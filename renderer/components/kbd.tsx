/** A key printed where it helps. Hidden from assistive technology, so that a button keeps its plain name. */
export const Kbd = ({ children }: { readonly children: string }) => (
  <span className="kbd" aria-hidden="true">
    {children}
  </span>
);
