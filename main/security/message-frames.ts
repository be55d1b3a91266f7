import { randomBytes } from 'node:crypto';
import type { Session } from 'electron';
import { commonHeaders, messagePolicy } from './content-security-policy.ts';

export const messageScheme = 'message-frame';

export type MessageFrames = {
  /** Keeps one document and answers the address its frame loads. */
  readonly add: (html: string, remote: boolean) => string;
  /** Whether the document at this address may load pictures from the network. */
  readonly mayLoadRemote: (address: string) => boolean;
};

/** Documents kept at most; older ones belong to messages that are no longer open. */
const kept = 16;

const page = (html: string): string => `<!doctype html>
<html><head><meta charset="utf-8"><meta name="referrer" content="no-referrer"><style>
:root{color-scheme:light}
body{margin:16px 20px;background:#fff;color:#221f1b;font:14px/22px system-ui,sans-serif;overflow-wrap:anywhere}
img{max-width:100%;height:auto}table{max-width:100%}pre{white-space:pre-wrap}
blockquote{margin:0 0 0 4px;padding-left:12px;border-left:2px solid #cfc9bf;color:#59534a}
</style></head><body>${html}</body></html>`;

/** Documents of message frames: each has an origin of its own, no script, and its policy as a header. */
export const createMessageFrames = (session: Session): MessageFrames => {
  const documents = new Map<string, { readonly html: string; readonly remote: boolean }>();
  const find = (address: string) => (URL.canParse(address) ? documents.get(new URL(address).host) : undefined);

  session.protocol.handle(messageScheme, (request) => {
    const found = find(request.url);
    if (found === undefined || request.method !== 'GET') return new Response(null, { status: 404 });
    return new Response(page(found.html), {
      headers: {
        ...commonHeaders,
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': messagePolicy(found.remote),
      },
    });
  });

  return {
    add: (html, remote) => {
      const id = randomBytes(16).toString('hex');
      documents.set(id, { html, remote });
      for (const oldest of [...documents.keys()].slice(0, -kept)) documents.delete(oldest);
      return `${messageScheme}://${id}/`;
    },
    mayLoadRemote: (address) => find(address)?.remote === true,
  };
};
