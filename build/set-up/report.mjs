const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(2).padStart(7)} s`;

/** Ends the set-up with a message for the person, without a stack. */
export class SetUpError extends Error {}

/** Prints what the set-up does, one line a step with the time it took. */
export const createReport = (stream) => ({
  /** Runs one step; its answer carries `line`, what to print when it is done. */
  step: async (name, work) => {
    const since = performance.now();
    const result = await work((note) => stream.write(`            ${name}: ${note}\n`));
    stream.write(`${seconds(since)}  ${name}: ${result.line}\n`);
    return result;
  },
});

/** The end of a command's output, enough to see why it failed. */
export const tail = (output, lines = 25) => output.trimEnd().split('\n').slice(-lines).join('\n');
