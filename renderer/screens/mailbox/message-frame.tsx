import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../app/domain/failure.ts';
import { system } from '../../bridge.ts';
import { FailureBanner } from '../../components/failure-banner.tsx';

type MessageFrameProps = { readonly html: string; readonly remote: boolean; readonly title: string };

/** A message's HTML in a document and origin of its own, without script. It scrolls by itself. */
export const MessageFrame = ({ html, remote, title }: MessageFrameProps) => {
  const { t } = useTranslation();
  const [url, setUrl] = useState<string>();
  const [failure, setFailure] = useState<Failure>();
  useEffect(() => {
    let over = false;
    void system.prepareMessageFrame({ html, remote }).then((reply) => {
      if (over) return;
      if (reply.ok) setUrl(reply.value.url);
      else setFailure(reply.error);
    });
    return () => {
      over = true;
    };
  }, [html, remote]);
  if (failure !== undefined) return <FailureBanner failure={failure} />;
  if (url === undefined) return <div className="paper" aria-busy="true" />;
  return (
    <iframe
      className="paper"
      sandbox="allow-popups"
      referrerPolicy="no-referrer"
      src={url}
      title={t('reader.frame', { title })}
    />
  );
};
