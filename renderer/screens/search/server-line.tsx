import { CircleAlert, CircleCheck, CloudOff, Server } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/icon.tsx';
import { Spinner } from '../../components/spinner.tsx';
import type { ServerSide } from '../../search/server-rounds.ts';
import type { Found } from '../../search/use-search.ts';
import { failureText } from '../../text/failure-text.ts';

type ServerLineProps = {
  readonly counts: Found['counts'];
  readonly server: ServerSide;
  readonly nameOfFolder: (path: string) => string;
  readonly onAsk: () => void;
};

/** Names beyond these are only counted; all of them are in the tooltip. */
const named = 3;

/** What was searched, where, and what was not: on this computer, and on the server. */
export const ServerLine = ({ counts, server, nameOfFolder, onAsk }: ServerLineProps) => {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  const list = (paths: readonly string[]): string =>
    paths.length > named
      ? t('finding.folders', { count: paths.length })
      : new Intl.ListFormat(i18n.language).format(paths.map(nameOfFolder));
  const all = (paths: readonly string[]): string => paths.map(nameOfFolder).join(', ');

  const here = ((): string => {
    if (counts === undefined) return t('finding.searchingHere');
    const total = counts.total + counts.unlisted;
    const said =
      counts.indexed >= total
        ? t('finding.allHere', { count: total, total: number.format(total) })
        : t('finding.someHere', { indexed: number.format(counts.indexed), total: number.format(total) });
    return counts.ranked?.bounded === true ? `${said} ${t('finding.ranked', { count: counts.ranked.compared })}` : said;
  })();

  const there = ((): {
    readonly icon: 'busy' | 'ok' | 'off' | 'bad' | 'idle';
    readonly said: string;
    readonly all: string;
  } => {
    switch (server.state) {
      case 'notNeeded':
        return { icon: 'idle', said: t('finding.server.notNeeded'), all: '' };
      case 'waiting':
        return { icon: 'busy', said: t('finding.server.waiting'), all: '' };
      case 'asking':
        return {
          icon: 'busy',
          said: t('finding.server.asking', { folder: nameOfFolder(server.folder) }),
          all: all(server.searched),
        };
      case 'asked': {
        const said =
          server.searched.length === 0
            ? t('finding.server.nothing')
            : t('finding.server.asked', { folders: list(server.searched) });
        return server.failed.length === 0
          ? { icon: 'ok', said, all: all(server.searched) }
          : {
              icon: 'bad',
              said: `${said} ${t('finding.server.failed', { folders: list(server.failed) })}`,
              all: all(server.failed),
            };
      }
      case 'offline':
        return { icon: 'off', said: t('finding.server.offline'), all: '' };
      case 'stopped': {
        const why = failureText(t, server.failure).title;
        return {
          icon: 'bad',
          said: t('finding.server.stopped', { why, folders: list([...server.failed, ...server.left]) }),
          all: all([...server.failed, ...server.left]),
        };
      }
    }
  })();
  const icon = { ok: CircleCheck, off: CloudOff, bad: CircleAlert, idle: Server, busy: Server }[there.icon];
  const again = server.state === 'notNeeded' || server.state === 'stopped' || server.state === 'asked';

  return (
    <div className="mlist__foot found__foot">
      <p className="tnum">{here}</p>
      <p role="status" {...(there.all === '' ? {} : { title: there.all })}>
        {there.icon === 'busy' ? (
          <Spinner />
        ) : (
          <Icon of={icon} size="s" className={there.icon === 'bad' ? 'warn' : ''} />
        )}
        <span>{there.said}</span>
        {again ? (
          <button type="button" className="linkbtn" onClick={onAsk}>
            {t(server.state === 'notNeeded' ? 'finding.server.ask' : 'finding.server.again')}
          </button>
        ) : null}
      </p>
    </div>
  );
};
