/** Response codes (RFC 5530, RFC 9051) that ask to come back later rather than with another credential. */
const temporary = /\[(?:LIMIT|UNAVAILABLE|INUSE|SERVERBUG)\]/i;
/** Servers word it freely: Dovecot, Cyrus, Courier, Gmail, Exchange. */
const tooMany =
  /too many (?:\w+ )*connections|maximum (?:number of )?(?:\w+ )*connections|connection limit|simultaneous connections/i;

/** Whether a server says that it bears no more connections, which some word like a refusal and give no code. */
export const saysTooMany = (text: string): boolean => tooMany.test(text);

/**
 * What an unsuccessful connection means. `crowded`: more connections than the server bears; `refused`: the credential.
 */
export type SignInOutcome = 'refused' | 'askedToWait' | 'crowded' | 'unreachable';

const textOf = (error: unknown): string => {
  const { serverResponseCode, response, responseText, byeReason, reason } = error as Readonly<Record<string, unknown>>;
  const said = [response, responseText, byeReason, reason].filter((part) => typeof part === 'string');
  return `[${typeof serverResponseCode === 'string' ? serverResponseCode : ''}] ${said.join(' ')}`;
};

/** A server may put its own code before the one that tells the reason, so the whole answer is looked at. */
export const signInOutcome = (error: unknown): SignInOutcome => {
  const text = textOf(error);
  if (saysTooMany(text)) return 'crowded';
  if ((error as { authenticationFailed?: boolean }).authenticationFailed !== true) return 'unreachable';
  return temporary.test(text) ? 'askedToWait' : 'refused';
};

/** The server's own words, without its response code; they name the reason and never the credential. */
export const refusalText = (error: unknown): string => {
  const { response, responseText } = error as { response?: unknown; responseText?: unknown };
  const text = typeof responseText === 'string' ? responseText : typeof response === 'string' ? response : '';
  return text
    .replace(/^\S+ (NO|BAD) /i, '')
    .replace(/^\[[^\]]*\]\s*/, '')
    .slice(0, 200);
};
