import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { splitLinks } from '../../logic/links.ts';
import { splitQuote } from '../../logic/plain-quotes.ts';
import { useMarks } from '../../search/search-state.ts';
import { Marked } from '../search/marked.tsx';
import { useLinks } from './links.tsx';

const Linked = ({ text }: { readonly text: string }) => {
  const { follow, hover } = useLinks();
  const { body: words } = useMarks();
  const parts = useMemo(() => splitLinks(text), [text]);
  let at = 0;
  return parts.map((part) => {
    const key = at;
    at += part.text.length;
    if (part.kind === 'text') {
      return (
        <span key={key}>
          <Marked text={part.text} words={words} />
        </span>
      );
    }
    const show = (): void => hover(part.text);
    const hide = (): void => hover('');
    return (
      <a
        key={key}
        href={part.text}
        onMouseEnter={show}
        onMouseLeave={hide}
        onFocus={show}
        onBlur={hide}
        onClick={(event) => {
          event.preventDefault();
          follow(part.text, part.text);
        }}
        onAuxClick={(event) => event.preventDefault()}
      >
        {part.text}
      </a>
    );
  });
};

type PlainTextProps = { readonly text: string; readonly fold: boolean };

/** Plain text as it was written, what it quotes at its end folded; web addresses open outside. */
export const PlainText = ({ text, fold }: PlainTextProps) => {
  const { t } = useTranslation();
  const pieces = useMemo(
    () => (fold ? splitQuote(text) : [{ kind: 'own' as const, text: text.trimEnd() }]),
    [text, fold],
  );
  return (
    <div className="msg__text">
      {pieces.map((piece) =>
        piece.kind === 'own' ? (
          <Linked key="own" text={piece.text} />
        ) : (
          <details key="quote" className="msg__quote">
            <summary>{t('reading.quote')}</summary>
            <Linked text={piece.text} />
          </details>
        ),
      )}
    </div>
  );
};
