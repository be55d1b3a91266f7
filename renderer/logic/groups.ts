/** Splits a key or secret into groups for reading and typing; separators that are already in it are dropped. */
export const groupsOf = (secret: string, size = 4): string[] =>
  secret.replace(/[\s-]/g, '').match(new RegExp(`.{1,${size}}`, 'gu')) ?? [];

/** The same groups with their letters apart, as a screen reader should spell them. */
export const spelled = (secret: string): string =>
  groupsOf(secret)
    .map((group) => [...group].join(' '))
    .join(', ');
