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

/**
 * The policy of one message's document: no script ever; pictures from the network only where the person allowed it.
 * The sandbox leaves it its origin, so that the frame around it, which is ours, can measure it, and nothing else.
 */
export const messagePolicy = (remote: boolean): string =>
  [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    remote ? 'img-src data: https: http:' : 'img-src data:',
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self' app://latchkey",
    'sandbox allow-same-origin',
  ].join('; ');

/** The policy of the frame around a message's document: one script, known by its hash, and that document. */
export const messageHostPolicy = (scriptHash: string, styleHash: string): string =>
  [
    "default-src 'none'",
    `script-src 'sha256-${scriptHash}'`,
    `style-src 'sha256-${styleHash}'`,
    "frame-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    'frame-ancestors app://latchkey',
  ].join('; ');

/** Headers that go with every document of ours. */
export const commonHeaders: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};
