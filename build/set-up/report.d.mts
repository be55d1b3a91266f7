/** Ends a script with a message for the person, without a stack. */
export class SetUpError extends Error {}
/** The last lines of what a command printed. */
export function tail(output: string, lines?: number): string;
