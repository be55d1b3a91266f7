import { useCallback, useEffect, useState } from 'react';
import type { Failure } from '../../app/domain/failure.ts';
import type { Folder, MailStatus } from '../../app/domain/mail.ts';
import { mail } from '../bridge.ts';
import { sortFolders } from '../logic/folders.ts';
import { followFolders } from '../logic/live-folders.ts';

export const useMailStatus = (): MailStatus => {
  const [status, setStatus] = useState<MailStatus>({ state: 'connecting' });
  useEffect(() => {
    let pushed = false;
    const stop = mail.on.statusChanged((next) => {
      pushed = true;
      setStatus(next);
    });
    void mail.getStatus({}).then((reply) => {
      if (reply.ok && !pushed) setStatus(reply.value);
    });
    // The system tells the page when its network came back or changed.
    const wake = () => void mail.wake({});
    window.addEventListener('online', wake);
    return () => {
      pushed = true;
      stop();
      window.removeEventListener('online', wake);
    };
  }, []);
  return status;
};

export type Folders = {
  readonly list: readonly Folder[] | undefined;
  readonly failure: Failure | undefined;
  readonly reload: () => void;
  /** Changes a count before the server confirms it. */
  readonly addUnread: (path: string, by: number) => void;
};

/** Shortest time between two readings while folders change all the time, in milliseconds. */
const breath = 200;

/** The folders of the account as they are kept here, read again whenever the connection or a folder changes. */
export const useFolders = (): Folders => {
  const [list, setList] = useState<readonly Folder[]>();
  const [failure, setFailure] = useState<Failure>();
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: tries asks again
  useEffect(
    () =>
      followFolders(
        mail,
        (listed) => {
          if (listed.ok) setList(sortFolders(listed.value.folders));
          setFailure(listed.ok ? undefined : listed.error);
        },
        breath,
      ),
    [tries],
  );
  const reload = useCallback(() => setTries((before) => before + 1), []);
  const addUnread = useCallback((path: string, by: number) => {
    setList((before) =>
      before?.map((folder) => (folder.path === path ? { ...folder, unread: Math.max(0, folder.unread + by) } : folder)),
    );
  }, []);
  return { list, failure, reload, addUnread };
};
