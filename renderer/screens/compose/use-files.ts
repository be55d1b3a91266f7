import { useCallback, useEffect, useRef, useState } from 'react';
import type { KeptFile } from '../../../app/domain/letter.ts';
import { compose, windows } from '../../bridge.ts';

/** Where the server does not say: what most take, in bytes. */
const usualLimit = 20_000_000;
/** Base64 and its line breaks make a file so much longer on its way. */
const onTheWay = 1.37;

export type Files = {
  readonly list: readonly KeptFile[];
  readonly adding: number;
  /** Names of files that could not be taken. */
  readonly failed: readonly string[];
  readonly total: number;
  /** Largest message in bytes, and whether the server said so. */
  readonly limit: { readonly bytes: number; readonly told: boolean };
  readonly tooLarge: boolean;
  readonly choose: () => void;
  readonly add: (files: readonly File[]) => void;
  readonly remove: (file: KeptFile) => void;
};

/** The files that go with a letter; each is kept at once. @param changed told after every change */
export const useFiles = (draft: string, begun: readonly KeptFile[], changed: () => void): Files => {
  const [list, setList] = useState(begun);
  const [adding, setAdding] = useState(0);
  const [failed, setFailed] = useState<readonly string[]>([]);
  const [limit, setLimit] = useState({ bytes: usualLimit, told: false });
  const latest = useRef(changed);
  latest.current = changed;
  const total = list.reduce((sum, { from }) => sum + from.size, 0);
  const asks = list.length > 0;

  useEffect(() => {
    if (!asks) return;
    void compose.getSizeLimit({}).then((reply) => {
      if (reply.ok && reply.value.bytes !== undefined) setLimit({ bytes: reply.value.bytes, told: true });
    });
  }, [asks]);

  const put = useCallback((files: readonly KeptFile[], names: readonly string[]) => {
    setFailed(names);
    if (files.length === 0) return;
    setList((before) => [...before, ...files]);
    // After the state has it: what is kept is read from there.
    setTimeout(() => latest.current());
  }, []);

  const add = useCallback(
    (files: readonly File[]) => {
      setAdding((before) => before + files.length);
      void (async () => {
        for (const file of files) {
          let taken: KeptFile | undefined;
          try {
            const bytes = new Uint8Array(await file.arrayBuffer());
            const reply = await compose.addFile({
              draft,
              name: file.name === '' ? 'file' : file.name.slice(0, 255),
              mimeType: file.type.slice(0, 255),
              bytes,
            });
            taken = reply.ok ? reply.value.file : undefined;
          } catch {
            // A folder, or a file that went away meanwhile.
          }
          setAdding((before) => before - 1);
          put(taken === undefined ? [] : [taken], taken === undefined ? [file.name] : []);
        }
      })();
    },
    [draft, put],
  );
  const choose = useCallback(() => {
    void windows.chooseFiles({ draft }).then((reply) => {
      if (reply.ok) put(reply.value.files, reply.value.failed);
    });
  }, [draft, put]);
  const remove = useCallback((file: KeptFile) => {
    setList((before) => before.filter((each) => each !== file));
    void compose.removeFile({ id: file.from.id });
    setTimeout(() => latest.current());
  }, []);

  return { list, adding, failed, total, limit, tooLarge: total * onTheWay > limit.bytes, choose, add, remove };
};
