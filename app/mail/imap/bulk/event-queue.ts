/** Hands values from a producer to one reader. The producer may wait until few are left. */
export const createEventQueue = <Value>(most: number) => {
  const values: Value[] = [];
  let wanted: ((value: Value) => void) | undefined;
  let roomy: (() => void) | undefined;
  let open = true;
  return {
    push: (value: Value): void => {
      const take = wanted;
      wanted = undefined;
      if (take === undefined) values.push(value);
      else take(value);
    },
    next: (): Promise<Value> => {
      const value = values.shift();
      if (values.length < most) {
        roomy?.();
        roomy = undefined;
      }
      if (value !== undefined) return Promise.resolve(value);
      return new Promise((resolve) => {
        wanted = resolve;
      });
    },
    /** Resolves when fewer than `most` values wait to be taken, or nobody takes them any more. */
    room: (): Promise<void> =>
      !open || values.length < most
        ? Promise.resolve()
        : new Promise((resolve) => {
            roomy = resolve;
          }),
    close: (): void => {
      open = false;
      roomy?.();
      roomy = undefined;
    },
  };
};
