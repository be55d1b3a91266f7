import { fail, type Result, succeed } from '../../domain/result.ts';

/** What may go wrong with the file of a store. */
export type StoreFailure =
  /** A newer version of the application wrote it; it was left untouched. */
  | { readonly kind: 'newer-schema'; readonly found: number; readonly known: number }
  /** The key does not fit, or the file is no database. */
  | { readonly kind: 'unreadable' }
  /** Pages are damaged: the cache can be rebuilt, or the own tables saved into a new file. */
  | { readonly kind: 'damaged' }
  | { readonly kind: 'disk-full' }
  /** `detail` is the name of the database's own error code. */
  | { readonly kind: 'cannot-open'; readonly detail: string };

const codeOf = (error: Error): string => {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (code !== undefined) return code;
  return error.message.startsWith('sqlite open error') ? 'SQLITE_CANTOPEN' : '';
};

/** The failure an exception of the driver stands for; undefined: it is none of the driver's, but a bug. */
export const failureOf = (error: unknown): StoreFailure | undefined => {
  if (!(error instanceof Error)) return undefined;
  // A full disk has taken the transaction back already: the driver then complains of that, with the cause.
  if (error.cause !== undefined) return failureOf(error.cause);
  const code = codeOf(error);
  if (code.startsWith('SQLITE_NOTADB')) return { kind: 'unreadable' };
  if (code.startsWith('SQLITE_CORRUPT')) return { kind: 'damaged' };
  if (code.startsWith('SQLITE_FULL') || code === 'SQLITE_IOERR_WRITE') return { kind: 'disk-full' };
  if (/^SQLITE_(CANTOPEN|IOERR|READONLY|PERM|BUSY|LOCKED|AUTH|NOMEM|PROTOCOL)/.test(code)) {
    return { kind: 'cannot-open', detail: code };
  }
  return undefined;
};

/** Runs calls of a store and turns what the disk or a damaged file did to them into a value; bugs are thrown on. */
export const guarded = <Outcome>(work: () => Outcome): Result<Outcome, StoreFailure> => {
  try {
    return succeed(work());
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    return fail(failure);
  }
};
