import { Download, ExternalLink, X } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilePreview } from '../../../app/contract/message-files.ts';
import type { Failure } from '../../../app/domain/failure.ts';
import type { Attachment, MessageKey } from '../../../app/domain/mail.ts';
import { messageFiles } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { Spinner } from '../../components/spinner.tsx';

const PdfPages = lazy(async () => ({ default: (await import('./pdf-pages.tsx')).PdfPages }));

type PreviewProps = {
  readonly messageKey: MessageKey;
  readonly attachment: Attachment & { readonly part: string };
  readonly onOpen: () => void;
  readonly onSave: () => void;
  readonly onClose: () => void;
};

const Shown = ({ preview, name }: { readonly preview: FilePreview; readonly name: string }) => {
  const { t } = useTranslation();
  switch (preview.kind) {
    case 'picture':
      return <img className="preview__picture" src={preview.url} alt={name} />;
    case 'pdf':
      return (
        <Suspense fallback={<Spinner />}>
          <PdfPages bytes={preview.bytes} name={name} />
        </Suspense>
      );
    case 'text':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keyboard
        <pre className="preview__text" tabIndex={0}>
          {preview.text}
          {preview.cut ? `\n\n${t('reading.preview.cut')}` : ''}
        </pre>
      );
    case 'none':
      return <p className="preview__none">{t('reading.preview.none')}</p>;
  }
};

/** An attachment looked at inside the window: pictures, PDF and text. */
export const AttachmentPreview = ({ messageKey, attachment, onOpen, onSave, onClose }: PreviewProps) => {
  const { t } = useTranslation();
  const [preview, setPreview] = useState<FilePreview>();
  const [failure, setFailure] = useState<Failure>();
  const name = attachment.name === '' ? t('reader.unnamed') : attachment.name;
  useEffect(() => {
    let over = false;
    void messageFiles.preview({ key: messageKey, part: attachment.part }).then((reply) => {
      if (over) return;
      if (reply.ok) setPreview(reply.value);
      else setFailure(reply.error);
    });
    return () => {
      over = true;
    };
  }, [messageKey, attachment.part]);
  return (
    <Dialog
      title={name}
      width="preview"
      onClose={onClose}
      foot={
        <>
          <Button icon={ExternalLink} onClick={onOpen}>
            {t('reading.preview.open')}
          </Button>
          <Button icon={Download} onClick={onSave}>
            {t('reading.preview.save')}
          </Button>
          <Button look="primary" icon={X} onClick={onClose}>
            {t('reading.preview.close')}
          </Button>
        </>
      }
    >
      <div className="preview">
        {failure !== undefined ? (
          <FailureBanner failure={failure} />
        ) : preview === undefined ? (
          <p className="tick" role="status">
            <Spinner />
            {t('reading.preview.loading')}
          </p>
        ) : (
          <Shown preview={preview} name={name} />
        )}
      </div>
    </Dialog>
  );
};
