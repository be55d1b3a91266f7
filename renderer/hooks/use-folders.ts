import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../app/domain/failure.ts';
import type { Folder, MailStatus } from '../../app/domain/mail.ts';
import { mail } from '../bridge.ts';
import { sortFolders } from '../logic/folders.ts';

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
    return () => {
      pushed = true;
      stop();
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

/** The folders of the account, asked for again whenever the connection comes or a folder changes. */
export const useFolders = (state: MailStatus['state']): Folders => {
  const [list, setList] = useState<readonly Folder[]>();
  const [failure, setFailure] = useState<Failure>();
  const asking = useRef(false);
  const reload = useCallback(() => {
    asking.current = true;
    void mail.listFolders({}).then((reply) => {
      asking.current = false;
      if (reply.ok) {
        setList(sortFolders(reply.value.folders));
        setFailure(undefined);
      } else setFailure(reply.error);
    });
  }, []);
  // A question asked while connecting is answered once the connection is there: it need not be asked twice.
  useEffect(() => {
    if ((state === 'online' || state === 'connecting') && !asking.current) reload();
  }, [state, reload]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = mail.on.folderChanged(() => {
      clearTimeout(timer);
      timer = setTimeout(reload, 200);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [reload]);
  const addUnread = useCallback((path: string, by: number) => {
    setList((before) =>
      before?.map((folder) => (folder.path === path ? { ...folder, unread: Math.max(0, folder.unread + by) } : folder)),
    );
  }, []);
  return { list, failure, reload, addUnread };
};
