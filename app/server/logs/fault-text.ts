/** Codes of the operating system and of SQLite, such as ENOSPC; Node's own misuse errors begin with ERR_. */
const operatingCode = /^(?:E[A-Z0-9]+|SQLITE_[A-Z_]+)$/u;

/**
 * A caught fault as the error log tells it. What the machine refused (a full disk, a lost connection) is said by its
 * message; only a fault of the server's own carries its stack.
 */
export const faultText = (fault: unknown): string => {
  if (!(fault instanceof Error)) return String(fault);
  const { code } = fault as NodeJS.ErrnoException;
  if (typeof code === 'string' && operatingCode.test(code)) return fault.message;
  return fault.stack ?? fault.message;
};
