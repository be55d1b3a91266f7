/** A Message-ID as it is compared: without brackets, comments beside it, or folding. */
export const bareMessageId = (value: string): string =>
  (/<([^>]*)>/u.exec(value)?.[1] ?? value).replaceAll(/\s+/gu, '');
