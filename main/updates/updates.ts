import type { UpdateFault, UpdateState } from '../../app/domain/update.ts';

/** A version that is offered. */
export type Offer = { readonly version: string; readonly size: number };

/** What replaces the program: everything that is not ours about it lies behind this. Its errors are faults. */
export type UpdateEngine = {
  /** The newer version of the feed that is meant for this computer, if there is one. */
  readonly check: () => Promise<Offer | UpdateFault | undefined>;
  /** Fetches what was offered; it is installed when the program ends. */
  readonly download: (onPercent: (percent: number) => void) => Promise<UpdateFault | undefined>;
  /** Ends the program, installs and starts the new version. */
  readonly installNow: () => void;
};

export type Updates = {
  readonly state: () => UpdateState;
  /** Looks for a newer version, and fetches it where that is wanted. */
  readonly check: () => Promise<void>;
  readonly download: () => Promise<void>;
  readonly installNow: () => void;
  readonly stop: () => void;
};

/** Time between two looks, and before the first, in milliseconds. */
const interval = 6 * 60 * 60 * 1000;
const firstLook = 60 * 1000;

/**
 * Looks for newer versions of the program from time to time.
 * @param automatic fetches them too; otherwise a person says so
 */
export const createUpdates = (options: {
  readonly engine: UpdateEngine | Extract<UpdateState, { state: 'off' }>['why'];
  readonly automatic: boolean;
  readonly onChange: (state: UpdateState) => void;
  readonly now?: () => Date;
}): Updates => {
  const { engine, automatic, onChange, now = () => new Date() } = options;
  if (typeof engine === 'string') {
    const nothing = (): Promise<void> => Promise.resolve();
    return {
      state: () => ({ state: 'off', why: engine }),
      check: nothing,
      download: nothing,
      installNow: () => undefined,
      stop: () => undefined,
    };
  }
  let state: UpdateState = { state: 'idle' };
  const move = (next: UpdateState): void => {
    state = next;
    onChange(state);
  };
  const failed = (fault: UpdateFault): void => move({ state: 'failed', fault });

  const download = async (): Promise<void> => {
    if (state.state !== 'available') return;
    const { version } = state;
    move({ state: 'downloading', version, percent: 0 });
    const fault = await engine.download((percent) => {
      if (state.state === 'downloading' && state.percent !== percent) move({ state: 'downloading', version, percent });
    });
    if (fault === undefined) move({ state: 'ready', version });
    else failed(fault);
  };

  const check = async (): Promise<void> => {
    if (state.state === 'checking' || state.state === 'downloading' || state.state === 'ready') return;
    move({ state: 'checking' });
    const found = await engine.check();
    if (typeof found === 'string') failed(found);
    else if (found === undefined) move({ state: 'upToDate', checked: now().toISOString() });
    else {
      move({ state: 'available', ...found });
      if (automatic) await download();
    }
  };

  const begin = setTimeout(() => void check(), firstLook);
  const again = setInterval(() => void check(), interval);
  for (const timer of [begin, again]) timer.unref();
  return {
    state: () => state,
    check,
    download,
    installNow: () => {
      if (state.state === 'ready') engine.installNow();
    },
    stop: () => {
      clearTimeout(begin);
      clearInterval(again);
    },
  };
};
