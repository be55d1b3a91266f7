import {
  Archive,
  CalendarDays,
  ContactRound,
  Download,
  ExternalLink,
  File,
  FileArchive,
  FileCode,
  FileImage,
  FileKey,
  FileSpreadsheet,
  FileText,
  Film,
  type LucideIcon,
  Mail,
  Music,
  Presentation,
  ShieldAlert,
} from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FileDanger, fileDanger } from '../../../app/domain/dangerous-files.ts';
import type { Attachment, MessageKey } from '../../../app/domain/mail.ts';
import { messageFiles } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useToast } from '../../components/toasts.tsx';
import { type AttachmentLook, lookOf, mayPreview } from '../../logic/attachment-look.ts';
import { failureText } from '../../text/failure-text.ts';
import { sizeOf } from '../../text/sizes.ts';
import { AttachmentPreview } from './attachment-preview.tsx';
import { DangerDialog } from './danger-dialog.tsx';
import { useFileDrag } from './use-file-drag.ts';

const icons: Readonly<Record<AttachmentLook, LucideIcon>> = {
  picture: FileImage,
  pdf: FileText,
  archive: FileArchive,
  sheet: FileSpreadsheet,
  slides: Presentation,
  text: FileText,
  sound: Music,
  film: Film,
  mail: Mail,
  date: CalendarDays,
  person: ContactRound,
  code: FileCode,
  key: FileKey,
  file: File,
};

type WithPart = Attachment & { readonly part: string };
type Doubt = { readonly attachment: WithPart; readonly danger: FileDanger };

const hasPart = (attachment: Attachment): attachment is WithPart => attachment.part !== undefined;

type CardProps = {
  readonly messageKey: MessageKey;
  readonly attachment: WithPart;
  readonly onPreview: () => void;
  readonly onDoubt: (danger: FileDanger) => void;
  readonly onSave: () => void;
  readonly onOpen: () => void;
};

const Card = ({ messageKey, attachment, onPreview, onDoubt, onSave, onOpen }: CardProps) => {
  const { t } = useTranslation();
  const name = attachment.name === '' ? t('reader.unnamed') : attachment.name;
  const danger = fileDanger(attachment.name, attachment.mimeType);
  const drag = useFileDrag({ key: messageKey, part: attachment.part });
  const opens = danger !== undefined ? () => onDoubt(danger) : onOpen;
  const main = danger === undefined && mayPreview(attachment) ? onPreview : opens;
  return (
    <li className={`att ${danger === undefined ? '' : 'att--danger'}`} {...(danger === undefined ? drag : {})}>
      <button type="button" className="att__main" onClick={main}>
        <Icon of={danger === undefined ? icons[lookOf(attachment)] : ShieldAlert} />
        <span className="att__words">
          <b>{name}</b>
          <span>
            {danger === undefined
              ? sizeOf(attachment.size)
              : `${t('reading.danger.short')} · ${sizeOf(attachment.size)}`}
          </span>
        </span>
      </button>
      {danger === undefined ? (
        <Button
          look="ghost"
          size="s"
          icon={ExternalLink}
          aria-label={t('reading.attachment.open', { name })}
          title={t('reading.attachment.open', { name })}
          onClick={onOpen}
        />
      ) : null}
      <Button
        look="ghost"
        size="s"
        icon={Download}
        aria-label={t('reading.attachment.save', { name })}
        title={t('reading.attachment.save', { name })}
        onClick={danger === undefined ? onSave : () => onDoubt(danger)}
      />
    </li>
  );
};

type AttachmentsProps = { readonly messageKey: MessageKey; readonly list: readonly Attachment[] };

/** What is attached: looked at here, opened by the desktop's own programs, saved, dragged out. */
export const Attachments = ({ messageKey, list }: AttachmentsProps) => {
  const { t } = useTranslation();
  const toast = useToast();
  const [preview, setPreview] = useState<WithPart>();
  const [doubt, setDoubt] = useState<Doubt>();
  const known = list.filter(hasPart);
  if (known.length === 0) return null;

  const failed = (error: Parameters<typeof failureText>[1]): void => {
    const { title, means } = failureText(t, error);
    toast({ text: title, detail: means, tone: 'danger' });
  };
  const open = async (attachment: WithPart): Promise<void> => {
    const reply = await messageFiles.open({ key: messageKey, part: attachment.part });
    if (!reply.ok) failed(reply.error);
    else if (reply.value.danger !== undefined) setDoubt({ attachment, danger: reply.value.danger });
  };
  const save = async (attachment: WithPart, certain: boolean): Promise<void> => {
    const reply = await messageFiles.save({ key: messageKey, part: attachment.part, certain });
    if (!reply.ok) failed(reply.error);
    else if (reply.value.danger !== undefined) setDoubt({ attachment, danger: reply.value.danger });
    else if (reply.value.saved) toast({ text: t('reading.attachment.saved', { name: attachment.name }) });
  };
  const saveAll = async (): Promise<void> => {
    const parts = known.map(({ part }) => part);
    const reply = await messageFiles.saveAll({ key: messageKey, parts, certain: false });
    if (!reply.ok) return failed(reply.error);
    const { saved, leftOut, failed: lost } = reply.value;
    if (saved + leftOut + lost === 0) return;
    toast({
      text: t('reading.attachment.savedAll', { count: saved }),
      ...(leftOut === 0 ? {} : { detail: t('reading.attachment.leftOut', { count: leftOut }) }),
      ...(lost === 0 ? {} : { detail: t('reading.attachment.notSaved', { count: lost }), tone: 'danger' as const }),
    });
  };

  return (
    <div className="atts">
      <ul className="atts__list" aria-label={t('reader.attachments', { count: known.length })}>
        {known.map((attachment) => (
          <Card
            key={attachment.part}
            messageKey={messageKey}
            attachment={attachment}
            onPreview={() => setPreview(attachment)}
            onDoubt={(danger) => setDoubt({ attachment, danger })}
            onOpen={() => void open(attachment)}
            onSave={() => void save(attachment, false)}
          />
        ))}
      </ul>
      {known.length < 2 ? null : (
        <Button look="ghost" size="s" icon={Archive} onClick={() => void saveAll()}>
          {t('reading.attachment.saveAll')}
        </Button>
      )}
      {preview === undefined ? null : (
        <AttachmentPreview
          messageKey={messageKey}
          attachment={preview}
          onOpen={() => void open(preview)}
          onSave={() => void save(preview, false)}
          onClose={() => setPreview(undefined)}
        />
      )}
      {doubt === undefined ? null : (
        <DangerDialog
          name={doubt.attachment.name === '' ? t('reader.unnamed') : doubt.attachment.name}
          danger={doubt.danger}
          onClose={() => setDoubt(undefined)}
          onSave={() => {
            setDoubt(undefined);
            void save(doubt.attachment, true);
          }}
        />
      )}
    </div>
  );
};
