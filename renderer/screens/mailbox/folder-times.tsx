import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Folder } from '../../../app/domain/mail.ts';
import { mail } from '../../bridge.ts';
import { sortFolders } from '../../logic/folders.ts';
import { timeOf } from '../../text/dates.ts';
import { folderName } from './folder-names.ts';

type Times = { readonly folders: readonly Folder[]; readonly at: ReadonlyMap<string, number> };

/** When each folder was last compared with the server. */
export const FolderTimes = () => {
  const { t } = useTranslation();
  const [times, setTimes] = useState<Times>();
  useEffect(() => {
    let over = false;
    const read = async (): Promise<void> => {
      const [listed, compared] = await Promise.all([mail.listFolders({}), mail.getCompared({})]);
      if (over || !listed.ok || !compared.ok) return;
      setTimes({
        folders: sortFolders(listed.value.folders),
        at: new Map(compared.value.folders.map(({ folder, at }) => [folder, at])),
      });
    };
    void read();
    const stop = mail.on.statusChanged(() => void read());
    const stopFolders = mail.on.folderChanged(() => void read());
    return () => {
      over = true;
      stop();
      stopFolders();
    };
  }, []);
  if (times === undefined) return null;
  return (
    <details className="foldertimes">
      <summary>{t('sync.folders')}</summary>
      <dl className="pairs" tabIndex={0}>
        {times.folders.map((folder) => {
          const at = times.at.get(folder.path);
          return (
            <div key={folder.path} className="pairs__row">
              <dt className="ell">{folderName(t, folder)}</dt>
              <dd>
                {at === undefined
                  ? t('sync.notCompared')
                  : t('sync.compared', { time: timeOf(new Date(at).toISOString()) })}
              </dd>
            </div>
          );
        })}
      </dl>
    </details>
  );
};
