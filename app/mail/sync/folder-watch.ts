import type { Heard, RemoteAccount } from './ports.ts';

/** How often a folder that no connection is left for is offered to the server again, in milliseconds. */
const offerAgain = 5 * 60_000;

/** The folders that are listened to. */
export type FolderWatch = {
  readonly set: (paths: readonly string[]) => void;
  /** New messages of these folders are told. */
  readonly announces: (path: string) => boolean;
  readonly end: () => void;
};

export const createFolderWatch = (
  remote: Pick<RemoteAccount, 'watch'>,
  heard: (path: string, what: Heard) => void,
): FolderWatch => {
  const watched = new Map<string, AbortController>();

  const listen = async (path: string, signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      await remote.watch(path, (what) => heard(path, what), signal);
      if (signal.aborted) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, offerAgain);
        timer.unref();
        signal.addEventListener('abort', () => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  };

  return {
    set: (paths) => {
      for (const [path, controller] of watched) {
        if (paths.includes(path)) continue;
        controller.abort();
        watched.delete(path);
      }
      for (const path of paths) {
        if (watched.has(path)) continue;
        const controller = new AbortController();
        watched.set(path, controller);
        void listen(path, controller.signal);
      }
    },
    announces: (path) => watched.has(path),
    end: () => {
      for (const controller of watched.values()) controller.abort();
      watched.clear();
    },
  };
};
