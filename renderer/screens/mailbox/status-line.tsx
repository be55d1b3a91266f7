import { CircleCheck, CirclePause, CircleX, CloudOff, Pause, Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MailStatus } from '../../../app/domain/mail.ts';
import type { SyncProgress } from '../../../app/domain/sync-progress.ts';
import { mail } from '../../bridge.ts';
import { Icon } from '../../components/icon.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { timeOf } from '../../text/dates.ts';
import { numberOf, shareOf } from '../../text/numbers.ts';
import { SyncDetails } from './sync-details.tsx';

type StatusLineProps = {
  readonly status: MailStatus;
  readonly progress: SyncProgress;
  /** Name of the folder that is being fetched. */
  readonly folder: string;
};

/** How the mail connection is and how far fetching has come, in words; fetching can be paused here. */
export const StatusLine = ({ status, progress, folder }: StatusLineProps) => {
  const { t } = useTranslation();
  const fetching = status.state === 'online' && progress.done < progress.total;
  const counts = { folder, done: numberOf(progress.done), total: numberOf(progress.total) };
  const percent = shareOf(progress.total === 0 ? 1 : progress.done / progress.total);
  const said = (): string => {
    switch (status.state) {
      case 'connecting':
        return t('status.connecting');
      case 'online':
        if (fetching) return progress.paused ? t('status.paused', { percent }) : t('status.fetching', { percent });
        return t('status.online', { time: timeOf(status.since) });
      case 'offline':
        return status.retryAt === undefined
          ? t('status.offline')
          : t('status.offlineUntil', { time: timeOf(status.retryAt) });
      case 'refused':
        return t('status.refused');
      case 'broken':
        return t('status.broken');
    }
  };
  const icon = () => {
    if (status.state === 'connecting' || (fetching && !progress.paused)) return <Spinner />;
    if (fetching) return <Icon of={CirclePause} />;
    if (status.state === 'online') return <Icon of={CircleCheck} />;
    return status.state === 'offline' ? <Icon of={CloudOff} /> : <Icon of={CircleX} className="danger" />;
  };
  const act = progress.paused ? t('status.resume') : t('status.pause');
  return (
    <>
      <SyncDetails status={status} progress={progress} folder={folder}>
        <button type="button" className="side__status" title={fetching ? t('status.fetched', counts) : said()}>
          {icon()}
          <span className="ell tnum">{said()}</span>
        </button>
      </SyncDetails>
      {/* Counts that change many times a second are not read out; that fetching goes on is. */}
      <span className="sr" role="status">
        {fetching && !progress.paused ? t('status.fetchingFolder', { folder }) : said()}
      </span>
      {fetching ? (
        <button
          type="button"
          className="iconbtn"
          aria-label={act}
          title={act}
          onClick={() => void (progress.paused ? mail.resumeSync({}) : mail.pauseSync({}))}
        >
          <Icon of={progress.paused ? Play : Pause} />
        </button>
      ) : null}
    </>
  );
};
