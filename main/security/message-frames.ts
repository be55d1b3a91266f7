import { randomBytes } from 'node:crypto';
import type { Session } from 'electron';
import { commonHeaders, messageHostPolicy, messagePolicy } from './content-security-policy.ts';
import { hostScriptHash, hostStyleHash, messageHostPage } from './message-host-page.ts';

export const messageScheme = 'message-frame';
/** One host for all: a process that is there already shows a message much sooner than one that must be started. */
export const messageOrigin = `${messageScheme}://mail`;

export type MessageDocument = {
  /** Sanitized. */
  readonly html: string;
  readonly remote: boolean;
  readonly dark: boolean;
  readonly title: string;
};

export type MessageFrames = {
  /** Keeps one document and answers the address its frame loads. */
  readonly add: (document: MessageDocument) => string;
  /** The same without the frame around it, for a window of its own. */
  readonly addPage: (document: MessageDocument) => string;
  /** Whether the document at this address may load pictures from the network. */
  readonly mayLoadRemote: (address: string) => boolean;
};

/** Documents kept at most; older ones belong to messages that are no longer open. */
const kept = 100;

const look = {
  light:
    'body{background:#fff;color:#221f1b}a{color:#0e5c61}blockquote{border-color:#cfc9bf;color:#59534a}mark{background:#fbe3a4;color:#221f1b}',
  dark: 'body{background:#1f1d1a;color:#eeebe6}a{color:#74c7c3}blockquote{border-color:#4a453e;color:#b9b2a8}mark{background:#6b5312;color:#fff6dc}',
} as const;

const page = ({ html, dark }: MessageDocument): string => `<!doctype html>
<html><head><meta charset="utf-8"><meta name="referrer" content="no-referrer"><style>
:root{color-scheme:${dark ? 'dark' : 'light'}}
html{overflow-x:auto;overflow-y:auto}
body{margin:0;padding:14px 20px 18px;font:14px/22px system-ui,sans-serif;overflow-wrap:anywhere}
img{max-width:100%;height:auto}table{max-width:100%}pre{white-space:pre-wrap}
blockquote{margin:0 0 0 4px;padding-left:12px;border-left:2px solid}
${look[dark ? 'dark' : 'light']}
a:focus-visible,summary:focus-visible{outline:2px solid currentColor;outline-offset:2px}
details.latchkey-quote>summary{list-style:none;display:inline-block;cursor:pointer;padding:0 10px;margin:6px 0;border:1px solid #8f887c;border-radius:10px;font:12px/18px system-ui,sans-serif}
@media print{details.latchkey-quote>summary{display:none}}
</style></head><body>${html}</body></html>`;

/**
 * Documents of message frames: an origin that is not ours, no script, and their policy as a header.
 * @param neverRemote no document loads anything from the network, whatever is asked for it
 */
export const createMessageFrames = (session: Session, neverRemote = false): MessageFrames => {
  const documents = new Map<string, MessageDocument>();
  const find = (address: string): { document: MessageDocument; isBody: boolean } | undefined => {
    if (!URL.canParse(address)) return undefined;
    const { host, pathname } = new URL(address);
    const [, id = '', rest = ''] = /^\/([0-9a-f]{32})\/(body)?$/.exec(pathname) ?? [];
    const document = host === 'mail' ? documents.get(id) : undefined;
    return document === undefined ? undefined : { document, isBody: rest === 'body' };
  };

  session.protocol.handle(messageScheme, (request) => {
    const found = find(request.url);
    if (found === undefined || request.method !== 'GET') return new Response(null, { status: 404 });
    const { document, isBody } = found;
    return new Response(isBody ? page(document) : messageHostPage(document.title, document.dark), {
      headers: {
        ...commonHeaders,
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': isBody
          ? messagePolicy(document.remote)
          : messageHostPolicy(hostScriptHash, hostStyleHash),
      },
    });
  });

  const add = (document: MessageDocument): string => {
    const id = randomBytes(16).toString('hex');
    documents.set(id, neverRemote ? { ...document, remote: false } : document);
    for (const oldest of [...documents.keys()].slice(0, -kept)) documents.delete(oldest);
    return `${messageOrigin}/${id}/`;
  };
  return {
    add,
    addPage: (document) => `${add(document)}body`,
    mayLoadRemote: (address) => {
      const found = find(address);
      return found?.isBody === true && found.document.remote;
    },
  };
};
