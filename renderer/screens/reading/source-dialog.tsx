import { Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../app/domain/failure.ts';
import type { MessageKey } from '../../../app/domain/mail.ts';
import { messageFiles } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';

type SourceProps = { readonly messageKey: MessageKey; readonly onSave: () => void; readonly onClose: () => void };

/** A message exactly as it came. */
export const SourceDialog = ({ messageKey, onSave, onClose }: SourceProps) => {
  const { t } = useTranslation();
  const [source, setSource] = useState<{ readonly text: string; readonly cut: boolean }>();
  const [failure, setFailure] = useState<Failure>();
  useEffect(() => {
    let over = false;
    void messageFiles.source(messageKey).then((reply) => {
      if (over) return;
      if (reply.ok) setSource(reply.value);
      else setFailure(reply.error);
    });
    return () => {
      over = true;
    };
  }, [messageKey]);
  return (
    <Dialog
      title={t('reading.source.title')}
      width="preview"
      onClose={onClose}
      foot={
        <>
          {source === undefined ? null : (
            <CopyButton text={source.text.slice(0, 100_000)} label={t('reading.source.copy')} />
          )}
          <Button icon={Download} onClick={onSave}>
            {t('reading.menu.saveAs')}
          </Button>
          <Button look="primary" onClick={onClose}>
            {t('reading.preview.close')}
          </Button>
        </>
      }
    >
      <div className="preview">
        {failure === undefined ? null : <FailureBanner failure={failure} />}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keyboard */}
        <pre className="preview__text" tabIndex={0} aria-busy={source === undefined && failure === undefined}>
          {source?.text ?? ''}
          {source?.cut === true ? `\n\n${t('reading.preview.cut')}` : ''}
        </pre>
      </div>
    </Dialog>
  );
};
