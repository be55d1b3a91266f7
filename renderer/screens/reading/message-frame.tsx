import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../app/domain/failure.ts';
import { system } from '../../bridge.ts';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { readFrameMessage } from '../../message/frame-message.ts';
import { useLinks } from './links.tsx';

type MessageFrameProps = {
  readonly html: string;
  readonly remote: boolean;
  readonly dark: boolean;
  readonly title: string;
};

const frameOrigin = 'message-frame://mail';

/**
 * Now and then a document is never loaded, seen when the process of the one before was just ending, and nobody says
 * so: after so many milliseconds a new frame is tried, at most as often as said here.
 */
const patience = 3_000;
const moreTries = 2;

/**
 * A message's HTML in a document of another origin, without script, that is as tall as its content: the frame around
 * it, which is ours, measures it and tells.
 */
export const MessageFrame = ({ html, remote, dark, title }: MessageFrameProps) => {
  const { t } = useTranslation();
  const frame = useRef<HTMLIFrameElement>(null);
  const [url, setUrl] = useState<string>();
  const [shown, setShown] = useState<{ readonly url: string; readonly height: number }>();
  const [failure, setFailure] = useState<Failure>();
  const [tries, setTries] = useState({ html, count: 0 });
  const { follow, hover } = useLinks();
  const name = t('reader.frame', { title });
  const tried = tries.html === html ? tries.count : 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another try asks for another address
  useEffect(() => {
    let over = false;
    void system.prepareMessageFrame({ html, remote, dark, title: name.slice(0, 1000) }).then((reply) => {
      if (over) return;
      if (reply.ok) {
        // While the next document is on its way, the one before must not be taken for it.
        setShown(undefined);
        setUrl(reply.value.url);
      } else setFailure(reply.error);
    });
    return () => {
      over = true;
      hover('');
    };
  }, [html, remote, dark, name, hover, tried]);

  useEffect(() => {
    if (url === undefined || shown !== undefined || tried >= moreTries) return;
    const timer = setTimeout(() => setTries({ html, count: tried + 1 }), patience);
    return () => clearTimeout(timer);
  }, [url, shown, tried, html]);

  useEffect(() => {
    const hear = ({ origin, source, data }: MessageEvent): void => {
      if (origin !== frameOrigin || source === null || source !== frame.current?.contentWindow) return;
      const message = readFrameMessage(data);
      switch (message?.kind) {
        case 'height':
          if (url !== undefined) setShown({ url, height: message.height });
          return;
        case 'hover':
          hover(message.href);
          return;
        case 'follow':
          follow(message.href, message.text);
          return;
        case 'key':
          // Pressed inside the frame, meant for the window.
          frame.current.dispatchEvent(
            new KeyboardEvent('keydown', { ...message.init, bubbles: true, cancelable: true }),
          );
          return;
        default:
      }
    };
    window.addEventListener('message', hear);
    return () => window.removeEventListener('message', hear);
  }, [follow, hover, url]);

  if (failure !== undefined) return <FailureBanner failure={failure} />;
  const look = `paper ${dark ? 'paper--dark' : ''} ${shown === undefined ? 'paper--waiting' : ''}`;
  if (url === undefined) return <div className={look} aria-busy="true" />;
  return (
    <iframe
      key={url}
      ref={frame}
      className={look}
      sandbox="allow-scripts allow-same-origin"
      referrerPolicy="no-referrer"
      src={url}
      title={name}
      style={shown === undefined ? {} : { height: shown.height }}
    />
  );
};
