import { X509Certificate } from 'node:crypto';
import type { Session } from 'electron';

/** Sessions in which a page of somebody else is shown, and the one origin it may be from. */
const guests = new WeakMap<Session, string>();

/** The only origin a guest's pages may be from; undefined for our own pages. */
export const guestOrigin = (session: Session): string | undefined => guests.get(session);

const isOf = (origin: string, address: string): boolean => URL.canParse(address) && new URL(address).origin === origin;

/** Whether a page may go to an address; undefined where it is no guest. */
export const guestMayGo = (session: Session, address: string): boolean | undefined => {
  const origin = guestOrigin(session);
  return origin === undefined ? undefined : isOf(origin, address);
};

/**
 * Locks a session for the pages of one origin: no other is asked for anything, nothing is permitted or saved, and its
 * server is believed only with the certificate that was judged before.
 * @param fingerprint SHA-256 of that certificate
 */
export const lockGuest = (session: Session, origin: string, fingerprint: string): void => {
  guests.set(session, origin);
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  const inline = /^(?:data|blob):/;
  session.webRequest.onBeforeRequest({ urls: ['<all_urls>'] }, ({ url, resourceType }, answer) => {
    const pageItself = resourceType === 'mainFrame' || resourceType === 'subFrame';
    const socket = url.replace(/^wss:/, 'https:');
    answer({ cancel: !(isOf(origin, socket) || (inline.test(url) && !pageItself)) });
  });
  const { hostname } = new URL(origin);
  session.setCertificateVerifyProc((request, answer) => {
    const shown = new X509Certificate(request.certificate.data).fingerprint256;
    answer(request.hostname === hostname.replace(/^\[|\]$/g, '') && shown === fingerprint ? 0 : -2);
  });
};
