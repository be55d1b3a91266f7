export const projectFolder: string;
export const isRoot: boolean;
/** A short name of this checkout, for what is kept outside it. */
export const checkoutId: string;
/** Where Cyrus IMAP, the second mail server of the tests, may be; `libraries` where the system does not know them. */
export const secondServerPlaces: readonly { readonly programs: string; readonly libraries?: string }[];
/** Where what is fetched once is kept. */
export const cacheFolder: string;
