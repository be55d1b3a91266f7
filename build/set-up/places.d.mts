export const projectFolder: string;
export const isRoot: boolean;
/** A short name of this checkout, for what is kept outside it. */
export const checkoutId: string;
