import { describe, expect, it } from 'vitest';
import { fetched, folderFacts, syncState, temporaryStore } from './store-files.ts';

const now = 1_700_000_000_000 + 1_000 * 60_000;

describe('people mail is exchanged with', () => {
  const filled = () => {
    const store = temporaryStore();
    store.putFolders([
      folderFacts('INBOX'),
      folderFacts('Sent', { role: 'sent' }),
      folderFacts('Junk', { role: 'junk' }),
    ]);
    const put = (path: string, from: number, list: readonly object[]): void => {
      const batch = list.map((headers, index) => fetched(from + index, { headers }));
      store.putMessages(store.folder(path)?.id ?? 0, batch, syncState({ exists: list.length }));
    };
    const zoe = { name: 'Zoë Marsh', address: 'Zoe@X.example' };
    put('INBOX', 1, [
      { from: [zoe] },
      { from: [{ name: 'Zoltan', address: 'zoltan@x.example' }] },
      { from: [{ name: 'Zoltan', address: 'zoltan@x.example' }] },
      { from: [{ name: 'Shop', address: 'no-reply@zoo.example' }] },
    ]);
    put('Sent', 1, [{ to: [zoe], cc: [{ name: '', address: 'kim@zoo.example' }] }]);
    put('Junk', 1, [{ from: [{ name: 'Zombie', address: 'zombie@x.example' }] }]);
    store.tidyIndex();
    return store;
  };

  it('are found by the beginnings of their words, those one wrote to first', () => {
    const store = filled();
    const found = (text: string): string[] => store.suggestPeople(text, 10, now).map(({ address }) => address);
    expect(found('zo')).toEqual(['Zoe@X.example', 'kim@zoo.example', 'zoltan@x.example']);
    expect(found('zoe mar')).toEqual(['Zoe@X.example']);
    expect(found('zoe@x')).toEqual(['Zoe@X.example']);
    expect(found('arsh')).toEqual([]);
    expect(found('%')).toEqual(found(''));
  });

  it('are counted for each way', () => {
    const store = filled();
    expect(store.findPeople(['ZOE@x.example', 'nobody@x.example'])).toMatchObject([
      { name: 'Zoë Marsh', sent: 1, seen: 1 },
    ]);
    expect(store.findPeople(['zoltan@x.example'])[0]).toMatchObject({ sent: 0, seen: 2, lastSent: 0 });
  });

  it('are counted the same in a batch that is new as in one of which something is here', () => {
    const store = temporaryStore();
    store.putFolders([folderFacts('INBOX'), folderFacts('Other')]);
    const from = (name: string, address = 'Kim@zoo.example') => ({ headers: { from: [{ name, address }] } });
    const batch = [fetched(1, from('Kim')), fetched(2, from('')), fetched(3, from('Kim Lee', 'kim@zoo.example'))];
    store.putMessages(store.folder('INBOX')?.id ?? 0, batch, syncState({ exists: 3 }));
    store.putMessages(store.folder('Other')?.id ?? 0, [fetched(2, from('Someone', 'a@b.example'))], syncState({}));
    store.putMessages(store.folder('Other')?.id ?? 0, batch, syncState({ exists: 3 }));
    store.tidyIndex();
    expect(store.findPeople(['kim@zoo.example'])).toMatchObject([
      { address: 'Kim@zoo.example', name: 'Kim Lee', seen: 5 },
    ]);
  });
});
