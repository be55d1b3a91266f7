/** What is odd about a link; the person is asked before it is followed. */
export type LinkDoubt = 'otherHost' | 'mixedLetters' | 'encodedName' | 'hiddenUser' | 'number' | 'notSecure';

export type LinkCheck = {
  /** The host it really leads to, as its owner registered it; empty for an address without one. */
  readonly host: string;
  /** The host its text names, where it names one. */
  readonly named: string;
  readonly doubts: readonly LinkDoubt[];
};

const hostInText =
  /^\s*(?:https?:\/\/|www\.)?((?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}][\p{L}\p{N}-]{1,62})(?::\d+)?(?:[/?#]\S*)?\s*$/iu;
/** Endings that are files rather than hosts when they stand alone. */
const fileEnding = /\.(?:pdf|docx?|xlsx?|pptx?|txt|html?|zip|jpe?g|png|gif|csv|md|js|ts|py|sh)$/i;

const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).hostname.toLowerCase() : '');
const withoutWww = (host: string): string => host.replace(/^www\d?\./, '');

/** Two or more scripts within one label, which no honest name has (UTS 39). */
const mixesScripts = (host: string): boolean =>
  host.split('.').some((label) => {
    const scripts = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u, /\p{Script=Armenian}/u];
    return scripts.filter((script) => script.test(label)).length > 1;
  });

/** The same owner as far as a name can tell: one is the other, or lies below it. */
const isSameSite = (one: string, other: string): boolean =>
  one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);

/** Looks at a link's text and at where it really leads. */
export const checkLink = (text: string, address: string): LinkCheck => {
  const host = hostOf(address);
  if (!/^https?:/i.test(address) || host === '') return { host: '', named: '', doubts: [] };
  const doubts: LinkDoubt[] = [];
  const shown = hostInText.exec(text.normalize('NFC'));
  const claimed = shown?.[1] ?? '';
  const isWebLike = /^\s*(?:https?:\/\/|www\.)/i.test(text) || (shown !== null && !fileEnding.test(claimed));
  const named = isWebLike && claimed !== '' ? hostOf(`https://${claimed}/`) : '';
  if (named !== '' && !isSameSite(withoutWww(named), withoutWww(host))) doubts.push('otherHost');
  if (mixesScripts(claimed)) doubts.push('mixedLetters');
  if (host.split('.').some((label) => label.startsWith('xn--'))) doubts.push('encodedName');
  const { username, protocol } = new URL(address);
  if (username !== '') doubts.push('hiddenUser');
  if (/^(?:\d{1,3}\.){3}\d{1,3}$|^\[/.test(host)) doubts.push('number');
  if (doubts.length > 0 && protocol === 'http:') doubts.push('notSecure');
  return { host, named, doubts };
};
