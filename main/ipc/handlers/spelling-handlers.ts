import type { HandlersOf } from '../../../app/contract/area.ts';
import type { spellingContract } from '../../../app/contract/spelling.ts';
import { succeed } from '../../../app/domain/result.ts';
import type { Spelling } from '../../platform/spelling.ts';

/** The words a person added while writing. */
export const spellingHandlers = (spelling: Spelling): HandlersOf<typeof spellingContract> => ({
  getWords: async () => succeed({ words: [...(await spelling.words())] }),
  removeWord: ({ word }) => {
    spelling.remove(word);
    return succeed({});
  },
});
