import { app, type Session } from 'electron';
import { shellAddress } from './app-protocol.ts';
import { guestMayGo } from './guest-pages.ts';
import { type MessageFrames, messageOrigin, messageScheme } from './message-frames.ts';

/** No page of ours needs a camera, a notification or the clipboard: every permission is denied, asked or checked. */
const denyPermissions = (session: Session): void => {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
};

const without = <Value>(headers: Record<string, Value>, refused: RegExp): Record<string, Value> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !refused.test(name)));

/** The window talks to the network only as pictures of a message whose reader allowed them. */
const denyNetwork = (session: Session, frames: MessageFrames, developmentUrl: string | undefined): void => {
  const developmentHost = developmentUrl === undefined ? undefined : new URL(developmentUrl).host;
  session.webRequest.onBeforeRequest({ urls: ['<all_urls>'] }, (details, answer) => {
    const { protocol, host } = new URL(details.url);
    const own =
      protocol === 'app:' || protocol === `${messageScheme}:` || protocol === 'data:' || protocol === 'devtools:';
    const allowedPicture =
      details.resourceType === 'image' && details.frame !== null && frames.mayLoadRemote(details.frame?.url ?? '');
    answer({ cancel: !(own || allowedPicture || (developmentHost !== undefined && host === developmentHost)) });
  });
  // A picture tells its server nothing but that it was asked for: no cookie goes or stays, and no word of where from.
  const pictures = { urls: ['http://*/*', 'https://*/*'], types: ['image' as const] };
  session.webRequest.onBeforeSendHeaders(pictures, ({ requestHeaders }, answer) =>
    answer({ requestHeaders: without(requestHeaders, /^(?:cookie|referer|origin|authorization)$/i) }),
  );
  session.webRequest.onHeadersReceived(pictures, ({ responseHeaders = {} }, answer) =>
    answer({ responseHeaders: without(responseHeaders, /^(?:set-cookie|www-authenticate|clear-site-data)$/i) }),
  );
};

/** Nothing navigates and nothing opens: the window asks for links to be opened outside. */
const denyNavigation = (): void => {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-frame-navigate', (event) => {
      // The page may load itself again: its place is kept by main, so that leads nowhere else.
      const guest = guestMayGo(contents.session, event.url);
      const stays =
        guest ?? (event.isMainFrame ? event.url === shellAddress : event.url.startsWith(`${messageOrigin}/`));
      if (!stays) event.preventDefault();
    });
    contents.on('will-redirect', (event) => {
      if (guestMayGo(contents.session, event.url) !== true) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    // Links of a message are followed by the window, after it has looked at them; nothing else opens anything.
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
};

/** Closes every way out of the application's page. */
export const lockDown = (session: Session, frames: MessageFrames, developmentUrl: string | undefined): void => {
  denyPermissions(session);
  denyNetwork(session, frames, developmentUrl);
  denyNavigation();
};
