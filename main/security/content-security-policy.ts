/** The policy of the application's own page. `developing` lets the development server's hot reload in. */
export const shellPolicy = (developing: boolean): string =>
  [
    "default-src 'none'",
    developing ? "script-src 'self' 'unsafe-inline'" : "script-src 'self'",
    developing ? "style-src 'self' 'unsafe-inline'" : "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    developing ? "connect-src 'self' ws://localhost:*" : "connect-src 'self'",
    'frame-src message-frame:',
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** The policy of one message's frame: no script ever; pictures from the network only where the person allowed it. */
export const messagePolicy = (remote: boolean): string =>
  [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    remote ? 'img-src data: https: http:' : 'img-src data:',
    "form-action 'none'",
    "base-uri 'none'",
    'frame-ancestors app://latchkey',
    'sandbox allow-popups',
  ].join('; ');

/** Headers that go with every document of ours. */
export const commonHeaders: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};
