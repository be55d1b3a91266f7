/** What the server calls itself; the version is that of the contract's reference implementation. */
export const productName = 'Latchkey Mail Server';
export const productVersion = '0.1.0';

/** Oldest client the server lets in unless told otherwise. */
export const defaultMinimumClientVersion = '0.1.0';
