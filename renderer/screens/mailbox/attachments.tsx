import { File, FileArchive, FileText, Image } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Attachment } from '../../../app/domain/mail.ts';
import { Icon } from '../../components/icon.tsx';
import { sizeOf } from '../../text/sizes.ts';

const iconOf = (mimeType: string) => {
  if (mimeType.startsWith('image/')) return Image;
  if (/zip|tar|compressed|7z/.test(mimeType)) return FileArchive;
  return /text|pdf|document|sheet|presentation/.test(mimeType) ? FileText : File;
};

export const Attachments = ({ list }: { readonly list: readonly Attachment[] }) => {
  const { t } = useTranslation();
  if (list.length === 0) return null;
  return (
    <ul className="atts" aria-label={t('reader.attachments', { count: list.length })}>
      {list.map((attachment, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of a message never change place, and names repeat
        <li key={at} className="att">
          <Icon of={iconOf(attachment.mimeType)} />
          <div>
            <b>{attachment.name === '' ? t('reader.unnamed') : attachment.name}</b>
            <span>{sizeOf(attachment.size)}</span>
          </div>
        </li>
      ))}
    </ul>
  );
};
