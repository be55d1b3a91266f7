import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { system, windows } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { checkLink, type LinkCheck } from '../../logic/link-check.ts';
import { readMailto } from '../../logic/mailto.ts';

type Links = {
  /** Follows a link a person pressed; asks first where its text and its target do not fit. */
  readonly follow: (href: string, text: string) => void;
  /** Shows where the link under the pointer or the focus leads; empty: there is none. */
  readonly hover: (href: string) => void;
};

const LinksContext = createContext<Links>({ follow: () => {}, hover: () => {} });

export const useLinks = (): Links => useContext(LinksContext);

type Question = { readonly href: string; readonly check: LinkCheck };

const open = (href: string): void => {
  const mailto = readMailto(href);
  if (mailto === undefined) void system.openLink({ url: href });
  else void windows.compose({ start: { kind: 'new', ...mailto } });
};

type DialogProps = { readonly question: Question; readonly onClose: () => void };

const LinkDialog = ({ question: { href, check }, onClose }: DialogProps) => {
  const { t } = useTranslation();
  const said = {
    otherHost: t('reading.link.otherHost', { named: check.named, host: check.host }),
    mixedLetters: t('reading.link.mixedLetters'),
    encodedName: t('reading.link.encodedName', { host: check.host }),
    hiddenUser: t('reading.link.hiddenUser', { host: check.host }),
    number: t('reading.link.number'),
    notSecure: t('reading.link.notSecure'),
  };
  return (
    <Dialog
      title={t('reading.link.title', { host: check.host })}
      alert
      onClose={onClose}
      foot={
        <>
          <CopyButton text={href} label={t('reading.link.copy')} />
          <Button
            onClick={() => {
              onClose();
              open(href);
            }}
          >
            {t('reading.link.open', { host: check.host })}
          </Button>
          <Button look="primary" onClick={onClose} data-safe>
            {t('reading.link.stay')}
          </Button>
        </>
      }
      focusOn={() => document.querySelector<HTMLElement>('[data-safe]')}
    >
      <div className="stack">
        {check.doubts.map((doubt) => (
          <p key={doubt}>{said[doubt]}</p>
        ))}
        <p className="said">{href}</p>
      </div>
    </Dialog>
  );
};

/** Around everything with links of others: the strip that tells where they lead, and the question before odd ones. */
export const LinksProvider = ({ children }: { readonly children: ReactNode }) => {
  const { t } = useTranslation();
  const [shown, setShown] = useState('');
  const [question, setQuestion] = useState<Question>();
  const follow = useCallback((href: string, text: string): void => {
    const check = checkLink(text, href);
    if (check.doubts.length > 0) setQuestion({ href, check });
    else open(href);
  }, []);
  const links = useMemo(() => ({ follow, hover: setShown }), [follow]);
  return (
    <LinksContext value={links}>
      {children}
      {shown === '' ? null : (
        <div className="linkstrip" role="status">
          <span className="sr">{t('reading.link.leadsTo')} </span>
          <span className="linkstrip__to">{shown}</span>
        </div>
      )}
      {question === undefined ? null : <LinkDialog question={question} onClose={() => setQuestion(undefined)} />}
    </LinksContext>
  );
};
