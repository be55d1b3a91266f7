import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../app/domain/failure.ts';
import type { MailStatus, MessageKey, MessageRow } from '../../app/domain/mail.ts';
import { mail } from '../bridge.ts';
import { idOf } from '../logic/message-list.ts';

/** Messages shown of a folder: its newest. */
const limit = 200;

export type Messages = {
  readonly rows: readonly MessageRow[] | undefined;
  readonly total: number;
  readonly failure: Failure | undefined;
  readonly patch: (key: MessageKey, change: Partial<Pick<MessageRow, 'unread' | 'flagged'>>) => void;
};

type Loaded = { readonly folder: string; readonly rows: readonly MessageRow[]; readonly total: number };

export const useMessages = (folder: string, state: MailStatus['state']): Messages => {
  const [loaded, setLoaded] = useState<Loaded>();
  const [failure, setFailure] = useState<Failure>();
  const latest = useRef(0);
  const asking = useRef<string>(undefined);

  const load = useCallback(() => {
    const mine = ++latest.current;
    asking.current = folder;
    void mail.listMessages({ folder, limit }).then((reply) => {
      if (mine !== latest.current) return;
      asking.current = undefined;
      if (reply.ok) {
        setLoaded({ folder, ...reply.value });
        setFailure(undefined);
      } else setFailure(reply.error);
    });
  }, [folder]);

  useEffect(() => {
    setFailure(undefined);
    if ((state === 'online' || state === 'connecting') && asking.current !== folder) load();
  }, [load, state, folder]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = mail.on.folderChanged((changed) => {
      if (changed.folder !== folder) return;
      clearTimeout(timer);
      timer = setTimeout(load, 150);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [folder, load]);

  const patch = useCallback<Messages['patch']>((key, change) => {
    const id = idOf(key);
    setLoaded((before) =>
      before === undefined
        ? before
        : { ...before, rows: before.rows.map((row) => (idOf(row.key) === id ? { ...row, ...change } : row)) },
    );
  }, []);

  const current = loaded?.folder === folder ? loaded : undefined;
  return { rows: current?.rows, total: current?.total ?? 0, failure, patch };
};
