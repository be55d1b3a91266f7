import { useEffect, useState } from 'react';
import { sharedFolder } from '../../app/domain/account-numbers.ts';
import type { Folder } from '../../app/domain/mail.ts';
import { mailOf } from '../bridge.ts';
import { useAccounts } from './accounts-context.ts';

const none: readonly Folder[] = [];

/** The folders of all accounts whose mailbox is open, their paths told apart by whose they are. */
export const useEveryFolder = (wanted: boolean): readonly Folder[] => {
  const { list } = useAccounts();
  const [folders, setFolders] = useState(none);
  const open = list.filter(({ state }) => state === 'open' || state === 'refused').map(({ id }) => id);
  const accounts = open.join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the ids stand for the list
  useEffect(() => {
    if (!wanted) return;
    let over = false;
    void Promise.all(
      open.map(async (account) => {
        const listed = await mailOf(account).listFolders({});
        const own = listed.ok ? listed.value.folders : [];
        return own.map((folder) => ({ ...folder, path: sharedFolder(account, folder.path) }));
      }),
    ).then((each) => (over ? undefined : setFolders(each.flat())));
    return () => {
      over = true;
    };
  }, [wanted, accounts]);
  return wanted ? folders : none;
};
