/** Work that belongs to a name, one piece after the other for each name. */
export type Turns = <Value>(name: string, work: () => Promise<Value>) => Promise<Value>;

export const createTurns = (): Turns => {
  const last = new Map<string, Promise<unknown>>();
  return async (name, work) => {
    const before = last.get(name);
    const mine = before === undefined ? work() : before.then(work, work);
    last.set(name, mine);
    try {
      return await mine;
    } finally {
      if (last.get(name) === mine) last.delete(name);
    }
  };
};
