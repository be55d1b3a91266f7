/**
 * Tells a defect of the program on standard error: where, and the kind of error. Its text stays out, because a text
 * can carry an address, a code or a secret.
 */
export const reportBug = (where: string, error: unknown): void => {
  const kind = error instanceof Error ? error.name : typeof error === 'string' ? error : 'unknown';
  process.stderr.write(`latchkey-mail: ${where}: ${kind}\n`);
};
