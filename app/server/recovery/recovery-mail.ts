import { minute } from '../clock.ts';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const html = (text: string): string => text.replace(/[&<>"]/gu, (sign) => escapes[sign] ?? sign);

/**
 * The mail with a recovery code, as plain text and as HTML of the same words. The HTML has no link, no image and no
 * script: a message that asks for nothing cannot be imitated to ask for something.
 * @param life milliseconds the code is good for
 */
export const recoveryMail = (
  address: string,
  code: string,
  life: number,
): { readonly subject: string; readonly text: string; readonly html: string } => {
  const asked = `Somebody who knows the password of ${address} asked to reset its two-factor set-up.`;
  const use = `Type it where the six-digit code is asked for. It is good for ${life / minute} minutes.`;
  const effect = 'Using it removes the authenticator, all trusted devices and all app passwords of the account.';
  const warning = 'If this was not you, change the password of the account: the code alone opens nothing.';
  return {
    subject: 'Your recovery code',
    text: [asked, '', `Recovery code: ${code}`, '', use, effect, '', warning, ''].join('\n'),
    html: `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Your recovery code</title></head>
<body style="font-family: sans-serif; font-size: 16px; line-height: 1.5">
<p>${html(asked)}</p>
<p>Recovery code: <strong style="font-size: 24px; letter-spacing: 4px">${html(code)}</strong></p>
<p>${html(use)}<br>${html(effect)}</p>
<p>${html(warning)}</p>
</body>
</html>
`,
  };
};
