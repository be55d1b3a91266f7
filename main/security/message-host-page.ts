import { createHash } from 'node:crypto';

/**
 * The script of the frame around a message's document. The document itself can run none, so this is what tells the
 * window how tall it is, where a link under the pointer leads, which link was followed and which key was pressed. It
 * reads the document and never writes to it.
 */
const script = `'use strict';
{
  const frame = document.querySelector('iframe');
  const tell = (message) => parent.postMessage(message, 'app://latchkey');
  const mostGrowths = 40;
  const begin = () => {
    const page = frame.contentDocument;
    // Pictures may take their time; the text is there before them.
    if (page === null || page.body === null || page.readyState === 'loading' || page.URL === 'about:blank') {
      setTimeout(begin, 4);
      return;
    }
    let height = -1;
    let growths = 0;
    const measure = () => {
      const { body, documentElement } = page;
      const bar = documentElement.scrollWidth > documentElement.clientWidth ? 16 : 0;
      const needed = Math.ceil(Math.max(body.getBoundingClientRect().bottom + frame.contentWindow.scrollY, body.scrollHeight)) + bar;
      if (needed === height) return;
      growths = needed > height ? growths + 1 : 0;
      if (growths > mostGrowths) return;
      height = needed;
      tell({ kind: 'height', height });
    };
    const linkAt = (target) => (target && target.closest ? target.closest('a[href]') : null);
    const hover = (event) => {
      const link = linkAt(event.target);
      tell({ kind: 'hover', href: link === null ? '' : link.getAttribute('href') });
    };
    const follow = (event) => {
      const link = linkAt(event.target);
      growths = 0;
      if (link === null) return;
      event.preventDefault();
      if (event.type === 'click' || event.button === 1) {
        tell({ kind: 'follow', href: link.getAttribute('href'), text: link.textContent.slice(0, 2000) });
      }
    };
    for (const type of ['mouseover', 'focusin']) page.addEventListener(type, hover, true);
    for (const type of ['mouseleave', 'focusout']) page.addEventListener(type, () => tell({ kind: 'hover', href: '' }), true);
    for (const type of ['click', 'auxclick']) page.addEventListener(type, follow, true);
    page.addEventListener('dragstart', (event) => event.preventDefault(), true);
    page.addEventListener('keydown', (event) => {
      const { key, code, ctrlKey, altKey, shiftKey, metaKey } = event;
      // The window pages through all of the conversation, of which this is a part.
      if (key === ' ' && !event.target.closest('summary')) event.preventDefault();
      tell({ kind: 'key', key, code, ctrlKey, altKey, shiftKey, metaKey });
    }, true);
    new ResizeObserver(measure).observe(page.body);
    measure();
    tell({ kind: 'shown' });
  };
  begin();
}`;

const style =
  'html,body{margin:0;height:100%;overflow:hidden;background:transparent}iframe{border:0;width:100%;height:100%;display:block}';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64');

export const hostScriptHash = hashOf(script);
export const hostStyleHash = hashOf(style);

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** The frame around a message's document, which lies beside it under `body`. */
export const messageHostPage = (title: string, dark: boolean): string =>
  `<!doctype html><html><head><meta charset="utf-8"><meta name="color-scheme" content="${dark ? 'dark' : 'light'}"><title>${escaped(title)}</title><style>${style}</style></head><body><iframe sandbox="allow-same-origin" referrerpolicy="no-referrer" src="body" title="${escaped(title)}"></iframe><script>${script}</script></body></html>`;
