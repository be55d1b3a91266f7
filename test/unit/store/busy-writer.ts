/** Writes to the store whose path it is given until it is killed, or has written as many messages as it is told. */
import { openMailStore } from '../../../app/store/sqlite/open-mail-store.ts';
import { fetched, folderFacts, syncState, testKey } from './letters.ts';

const opened = openMailStore({ path: process.argv[2] ?? '', key: testKey, role: 'writer' });
if (!opened.ok) throw new Error(opened.error.kind);
const store = opened.value;
store.putFolders([folderFacts('INBOX')]);
const inbox = store.folder('INBOX')?.id ?? 0;
const limit = Number(process.argv[3] ?? Number.POSITIVE_INFINITY);
for (let uid = 1; uid < limit; uid += 50) {
  const batch = Array.from({ length: 50 }, (_, index) => fetched(uid + index));
  const { added } = store.putMessages(inbox, batch, syncState({ exists: uid + 49, uidNext: uid + 50 }));
  store.putBodies(
    added.map((id) => ({
      id,
      body: { source: Buffer.from('x'), complete: true, text: 'some text', attachmentNames: [] },
    })),
  );
  if (uid === 1) process.stdout.write('begun\n');
}
store.close();
