import type { Scope } from '../../../app/contract/app-passwords.ts';
import { allScopes, scopeNames } from '../../logic/app-passwords.ts';

export const ScopeChips = ({ scopes }: { readonly scopes: readonly Scope[] }) => (
  <span className="chips">
    {allScopes
      .filter((scope) => scopes.includes(scope))
      .map((scope) => (
        <span key={scope} className="chip">
          {scopeNames[scope]}
        </span>
      ))}
  </span>
);
