import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { UpdateFault, UpdateState } from '../../app/domain/update.ts';
import { program } from '../bridge.ts';
import { useUpdate } from '../hooks/use-update.ts';
import { dateAndTimeOf } from '../text/dates.ts';
import type { TextKey } from '../text/keys.ts';
import { sizeOf } from '../text/sizes.ts';
import { Button } from './button.tsx';

const off: Readonly<Record<Extract<UpdateState, { state: 'off' }>['why'], TextKey>> = {
  policy: 'update.off.policy',
  noFeed: 'update.off.noFeed',
  byHand: 'update.off.byHand',
};

const failed: Readonly<Record<UpdateFault, TextKey>> = {
  unreachable: 'update.failed.unreachable',
  signature: 'update.failed.signature',
  damaged: 'update.failed.damaged',
  disk: 'update.failed.disk',
  other: 'update.failed.other',
};

const sentence = (t: TFunction, update: UpdateState): string => {
  switch (update.state) {
    case 'off':
      return t(off[update.why]);
    case 'idle':
      return t('update.idle');
    case 'checking':
      return t('update.checking');
    case 'upToDate':
      return t('update.upToDate', { date: dateAndTimeOf(update.checked) });
    case 'available':
      return t('update.available', { version: update.version, size: sizeOf(update.size) });
    case 'downloading':
      return t('update.downloading', { version: update.version, percent: String(update.percent) });
    case 'ready':
      return t('update.ready', { version: update.version });
    case 'failed':
      return t(failed[update.fault]);
  }
};

const Act = ({ update }: { readonly update: UpdateState }) => {
  const { t } = useTranslation();
  switch (update.state) {
    case 'available':
      return <Button onClick={() => void program.downloadUpdate({})}>{t('update.download')}</Button>;
    case 'ready':
      return <Button onClick={() => void program.installUpdate({})}>{t('update.install')}</Button>;
    case 'idle':
    case 'upToDate':
    case 'failed':
      return (
        <Button onClick={() => void program.checkForUpdate({})}>
          {t(update.state === 'failed' ? 'update.again' : 'update.look')}
        </Button>
      );
    default:
      return null;
  }
};

/** Whether there is a newer version of the program, and what to do about it. */
export const UpdateStatus = () => {
  const { t } = useTranslation();
  const update = useUpdate();
  if (update === undefined) return null;
  return (
    <div className="update">
      <div className="grow" role="status">
        {sentence(t, update)}
      </div>
      <Act update={update} />
    </div>
  );
};
