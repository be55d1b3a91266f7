import { initialsOf } from '../logic/address.ts';

export const Avatar = ({ of, accent = false }: { readonly of: string; readonly accent?: boolean }) => (
  <span className={`avatar ${accent ? 'avatar--accent' : ''}`} aria-hidden="true">
    {initialsOf(of)}
  </span>
);
