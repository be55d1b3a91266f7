let region = 'en-GB';

/** Sets how dates and numbers are written from now on: a BCP 47 tag. */
export const setRegion = (tag: string): void => {
  region = tag;
};

/** Something made for a region, kept until the region changes: formatters are slow to make. */
export const forRegion = <Made>(make: (tag: string) => Made): (() => Made) => {
  let made: { readonly tag: string; readonly value: Made } | undefined;
  return () => {
    if (made?.tag !== region) made = { tag: region, value: make(region) };
    return made.value;
  };
};
