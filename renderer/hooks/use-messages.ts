import { useCallback, useEffect, useState } from 'react';
import type { Failure } from '../../app/domain/failure.ts';
import type { MessageKey, MessageRow } from '../../app/domain/mail.ts';
import { mail } from '../bridge.ts';
import { idOf } from '../logic/message-list.ts';
import { paced } from '../logic/paced.ts';

/** Messages shown of a folder: its newest. */
const limit = 200;

export type Messages = {
  /** The path they are of. */
  readonly folder: string;
  readonly rows: readonly MessageRow[] | undefined;
  readonly total: number;
  readonly failure: Failure | undefined;
  readonly patch: (key: MessageKey, change: Partial<Pick<MessageRow, 'unread' | 'flagged'>>) => void;
};

/** Nothing was ever fetched: it is shown as loading, not as a failure. */
const isOnItsWay = (failure: Failure): boolean => failure.code === 'mailUnavailable' && failure.cause === 'starting';

type Loaded = { readonly folder: string; readonly rows: readonly MessageRow[]; readonly total: number };

/** Shortest time between two readings of a folder that changes all the time, in milliseconds. */
const breath = 150;

/** The newest messages of a folder as they are kept here, read again whenever the folder changes. */
export const useMessages = (folder: string): Messages => {
  const [loaded, setLoaded] = useState<Loaded>();
  const [failure, setFailure] = useState<Failure>();

  useEffect(() => {
    let over = false;
    setFailure(undefined);
    const reading = paced(async () => {
      const reply = await mail.listMessages({ folder, limit });
      if (over) return;
      if (reply.ok) setLoaded({ folder, ...reply.value });
      setFailure(reply.ok || isOnItsWay(reply.error) ? undefined : reply.error);
    }, breath);
    reading.run();
    void mail.lookAt({ folder });
    const stop = mail.on.folderChanged((changed) => {
      if (changed.folder === folder) reading.run();
    });
    const stopStatus = mail.on.statusChanged(reading.run);
    return () => {
      over = true;
      reading.end();
      stop();
      stopStatus();
    };
  }, [folder]);

  const patch = useCallback<Messages['patch']>((key, change) => {
    const id = idOf(key);
    setLoaded((before) =>
      before === undefined
        ? before
        : { ...before, rows: before.rows.map((row) => (idOf(row.key) === id ? { ...row, ...change } : row)) },
    );
  }, []);

  const current = loaded?.folder === folder ? loaded : undefined;
  return { folder, rows: current?.rows, total: current?.total ?? 0, failure, patch };
};
