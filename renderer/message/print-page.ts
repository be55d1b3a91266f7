/** What stands above a printed message. */
export type PrintHead = {
  readonly subject: string;
  readonly lines: readonly { readonly label: string; readonly text: string }[];
};

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

const sheet =
  'h1.latchkey-print{font:600 18px/24px system-ui,sans-serif;margin:0 0 8px}table.latchkey-print{font:12px/18px system-ui,sans-serif;border-bottom:1px solid #8f887c;margin-bottom:16px;padding-bottom:8px;width:100%}table.latchkey-print th{text-align:left;font-weight:500;padding:0 12px 0 0;white-space:nowrap;vertical-align:top}table.latchkey-print td{width:100%}pre.latchkey-print{white-space:pre-wrap;font:inherit}';

/** The document that is printed. @param body sanitized HTML, or plain text that still has to be escaped */
export const printPage = (
  { subject, lines }: PrintHead,
  body: { readonly html: string } | { readonly text: string },
): string =>
  `<style>${sheet}</style><h1 class="latchkey-print">${escaped(subject)}</h1><table class="latchkey-print">${lines
    .map(({ label, text }) => `<tr><th>${escaped(label)}</th><td>${escaped(text)}</td></tr>`)
    .join('')}</table>${'html' in body ? body.html : `<pre class="latchkey-print">${escaped(body.text)}</pre>`}`;
