import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { InputOf } from '../../../app/contract/area.ts';
import type { Contract } from '../../../app/contract/contract.ts';
import type { Failure } from '../../../app/domain/failure.ts';
import { compose } from '../../bridge.ts';

export type WindowDraft = InputOf<Contract['compose']['methods']['saveDraft']>['letter'];

export type DraftStatus = {
  readonly state: 'untouched' | 'unsaved' | 'saved' | 'failed';
  /** When it was last kept, as ISO text. */
  readonly savedAt?: string;
  readonly failure?: Failure;
};

export type DraftKeeper = {
  readonly status: DraftStatus;
  /** Something was changed. */
  readonly touch: () => void;
  /** Keeps what is there now; false when it could not be kept. */
  readonly flush: () => Promise<boolean>;
  /** Nothing is kept from now on: it was sent or thrown away. */
  readonly end: () => void;
};

/** Longest that a change is not kept anywhere but in the window, in milliseconds. */
const longest = 500;

/**
 * Keeps a letter while it is written: half a second after the first change, whether one goes on typing or not.
 * @param letter what is there now, made only when it is kept
 * @param kept told whenever it was
 */
export const useDraft = (
  id: string,
  isKept: boolean,
  letter: () => WindowDraft | undefined,
  kept: (id: string) => void,
): DraftKeeper => {
  const [status, setStatus] = useState<DraftStatus>({ state: isKept ? 'saved' : 'untouched' });
  const latest = useRef(letter);
  latest.current = letter;
  const told = useRef(kept);
  told.current = kept;
  const keeping = useRef({ dirty: false, ended: false, timer: 0, running: Promise.resolve(true) });

  const save = useCallback(async (): Promise<boolean> => {
    const now = keeping.current;
    window.clearTimeout(now.timer);
    now.timer = 0;
    if (!now.dirty || now.ended) return true;
    const written = latest.current();
    if (written === undefined) return true;
    now.dirty = false;
    const reply = await compose.saveDraft({ id, letter: written });
    if (now.ended) return true;
    if (!reply.ok) {
      now.dirty = true;
      setStatus({ state: 'failed', failure: reply.error });
      return false;
    }
    told.current(id);
    setStatus({
      state: now.dirty ? 'unsaved' : 'saved',
      savedAt: new Date(reply.value.changedAt).toISOString(),
    });
    return true;
  }, [id]);

  const flush = useCallback((): Promise<boolean> => {
    const now = keeping.current;
    now.running = now.running.then(save);
    return now.running;
  }, [save]);

  const touch = useCallback(() => {
    const now = keeping.current;
    if (now.ended) return;
    if (!now.dirty) {
      now.dirty = true;
      setStatus((before) => ({ ...before, state: 'unsaved' }));
    }
    if (now.timer === 0) now.timer = window.setTimeout(() => void flush(), longest);
  }, [flush]);

  const end = useCallback(() => {
    keeping.current.ended = true;
    window.clearTimeout(keeping.current.timer);
  }, []);

  useEffect(() => {
    const last = (): void => void flush();
    window.addEventListener('pagehide', last);
    return () => window.removeEventListener('pagehide', last);
  }, [flush]);

  return useMemo(() => ({ status, touch, flush, end }), [status, touch, flush, end]);
};
