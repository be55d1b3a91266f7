import type { Reply } from '../../app/contract/area.ts';

/** So many commands can still be taken back. */
const remembered = 200;

const idOf = (value: unknown): string | undefined => {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
  return typeof id === 'string' ? id : undefined;
};

/**
 * Remembers which account a command was for: the way back is offered for some seconds, and by then another account
 * may be shown.
 */
export const createCommandHomes = () => {
  const homes = new Map<string, string>();
  return {
    note: (method: string, reply: Reply<unknown>, account: string): void => {
      const id = method === 'act' && reply.ok ? idOf(reply.value) : undefined;
      if (id === undefined) return;
      homes.set(id, account);
      const [oldest] = homes.keys();
      if (homes.size > remembered && oldest !== undefined) homes.delete(oldest);
    },
    homeOf: (method: string, input: unknown): string | undefined =>
      method === 'undo' ? homes.get(idOf(input) ?? '') : undefined,
  };
};
