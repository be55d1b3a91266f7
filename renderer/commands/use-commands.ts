import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { Bindings } from './key-bindings.ts';
import { bindingsNow, type CommandActions, registerCommands, watchBindings } from './registry.ts';

/**
 * Says what commands do while `active`. An action that is undefined makes no sense now: its key does nothing and the
 * palette does not offer it. Of two that name the same command, the one that became active later answers.
 */
export const useCommands = (active: boolean, actions: CommandActions): void => {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => (active ? registerCommands(() => latest.current) : undefined), [active]);
};

/** The keys of every command as they are now. */
export const useBindings = (): Bindings => useSyncExternalStore(watchBindings, bindingsNow);
