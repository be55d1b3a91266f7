import type { OutputOf, Reply } from '../../app/contract/area.ts';
import type { Bridge, Contract } from '../../app/contract/contract.ts';
import { paced } from './paced.ts';

type Listed = Reply<OutputOf<Contract['mail']['methods']['listFolders']>>;

/**
 * Reads an account's folders now, and again whenever one of them or the connection changes.
 * @param breath shortest time between two readings while folders change all the time, in milliseconds
 * @returns ends it; nothing is taken afterwards
 */
export const followFolders = (mail: Bridge['mail'], take: (listed: Listed) => void, breath: number): (() => void) => {
  let over = false;
  const reading = paced(async () => {
    const listed = await mail.listFolders({});
    if (!over) take(listed);
  }, breath);
  reading.run();
  const stop = mail.on.folderChanged(reading.run);
  const stopStatus = mail.on.statusChanged(reading.run);
  return () => {
    over = true;
    reading.end();
    stop();
    stopStatus();
  };
};
