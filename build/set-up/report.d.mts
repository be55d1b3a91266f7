/** Ends a script with a message for the person, without a stack. */
export class SetUpError extends Error {}
