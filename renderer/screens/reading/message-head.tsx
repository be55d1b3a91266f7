import { Code, Download, Ellipsis, type LucideIcon, Printer, Sun } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailAddress, MessageBody } from '../../../app/domain/mail.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Button } from '../../components/button.tsx';
import { Menu } from '../../components/menu.tsx';
import { idOf, nameOf, namesOf } from '../../logic/message-list.ts';
import { dateAndTimeOf } from '../../text/dates.ts';
import { SenderNote } from './sender-note.tsx';
import { useFileDrag } from './use-file-drag.ts';

export type HeadActions = {
  readonly source: () => void;
  readonly saveAs: () => void;
  readonly print: () => void;
  /** Absent where there is nothing to switch. */
  readonly original?: { readonly on: boolean; readonly toggle: () => void };
  readonly fold?: () => void;
};

const full = ({ name, address }: MailAddress): string => (name.trim() === '' ? address : `${name.trim()} <${address}>`);

type HeadProps = { readonly body: MessageBody; readonly actions: HeadActions };

/** Who wrote, to whom and when; pressing the line of recipients shows all addresses. */
export const MessageHead = ({ body, actions }: HeadProps) => {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const drag = useFileDrag({ key: body.key });
  const sender = body.from[0];
  const item = (label: string, icon: LucideIcon, run: () => void) => ({ label, icon, run });
  const rows = [
    { label: t('reading.head.from'), list: body.from },
    { label: t('reading.head.replyTo'), list: body.replyTo ?? [] },
    { label: t('reading.head.to'), list: body.to },
    { label: t('reading.head.cc'), list: body.cc },
  ].filter(({ list }) => list.length > 0);
  return (
    <header className="msg__head">
      <span className="msg__grip" title={t('reading.head.drag')} {...drag}>
        <Avatar of={sender === undefined ? '?' : nameOf(sender)} accent />
      </span>
      <div className="msg__who">
        <div className="msg__from">
          {sender === undefined ? t('mailbox.noSender') : nameOf(sender)}
          {sender === undefined || sender.name === '' ? null : <span>{sender.address}</span>}
        </div>
        <button type="button" className="msg__to" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('reader.to', { names: body.to.length === 0 ? t('reader.undisclosed') : namesOf(body.to) })}
          {body.cc.length === 0 ? null : ` · ${t('reader.cc', { names: namesOf(body.cc) })}`}
        </button>
        {open ? (
          <dl className="msg__people">
            {rows.map(({ label, list }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{list.map(full).join(', ')}</dd>
              </div>
            ))}
          </dl>
        ) : null}
      </div>
      <SenderNote key={idOf(body.key)} body={body} />
      <time className="msg__time" dateTime={body.date}>
        {dateAndTimeOf(body.date)}
      </time>
      <Menu
        label={t('reading.menu.label')}
        align="end"
        items={() => [
          item(t('reading.menu.print'), Printer, actions.print),
          item(t('reading.menu.saveAs'), Download, actions.saveAs),
          item(t('reading.menu.source'), Code, actions.source),
          ...(actions.original === undefined
            ? []
            : [
                { kind: 'line' as const },
                item(
                  actions.original.on ? t('reading.menu.darkColours') : t('reading.menu.originalColours'),
                  Sun,
                  actions.original.toggle,
                ),
              ]),
          ...(actions.fold === undefined
            ? []
            : [{ kind: 'line' as const }, { label: t('reading.menu.fold'), run: actions.fold }]),
        ]}
      >
        <Button look="ghost" size="s" icon={Ellipsis} aria-label={t('reading.menu.label')} />
      </Menu>
    </header>
  );
};
