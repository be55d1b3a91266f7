import { useMemo } from 'react';
import { system } from '../../bridge.ts';
import { splitLinks } from '../../logic/links.ts';

/** Plain text as it was written; web addresses open outside. */
export const PlainText = ({ text }: { readonly text: string }) => {
  const parts = useMemo(() => splitLinks(text.replace(/\s+$/, '')), [text]);
  let at = 0;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keyboard
    <div className="msg__text" tabIndex={0}>
      {parts.map((part) => {
        const key = at;
        at += part.text.length;
        if (part.kind === 'text') return <span key={key}>{part.text}</span>;
        return (
          <a
            key={key}
            href={part.text}
            onClick={(event) => {
              event.preventDefault();
              void system.openLink({ url: part.text });
            }}
          >
            {part.text}
          </a>
        );
      })}
    </div>
  );
};
