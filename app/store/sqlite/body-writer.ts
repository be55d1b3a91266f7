import type { BodyFacts, MessageId, StoreWriter } from '../port.ts';
import { indexedLength } from './bodies-table.ts';
import { headTexts } from './message-rows.ts';
import { shownStateOf } from './messages-table.ts';
import { foldTexts, type IndexEntry } from './words-index.ts';
import type { Writing } from './writing.ts';

/** Of the text of a body: nothing is in the index, all of it, or its beginning. */
const bodyStates = { none: 0, indexed: 1, indexedInPart: 2 } as const;

type BodyToPut = { readonly id: MessageId; readonly body: BodyFacts };

export const createBodyWriter = (writing: Writing): Pick<StoreWriter, 'putBody' | 'putBodies' | 'dropBodies'> => {
  const { messages, bodies, docs, words } = writing;

  const putBodies = (batch: readonly BodyToPut[]) =>
    writing.change((record) => {
      const entries: IndexEntry[] = [];
      const lastWord = new Map(batch.map(({ id, body }) => [id, body]));
      const ids = [...lastWord.keys()].sort((one, other) => one - other);
      for (const id of ids) {
        const body = lastWord.get(id);
        const state = messages.byId(id);
        if (state === undefined || body === undefined) continue;
        const bodyState = body.text.length > indexedLength ? bodyStates.indexedInPart : bodyStates.indexed;
        bodies.put(id, body);
        if (state.body_state !== bodyState) messages.setBodyState(id, bodyState);
        record.changed(id, shownStateOf(state), { ...shownStateOf(state), bodyState });
        const texts = foldTexts({
          ...headTexts(state.head),
          body: body.text.slice(0, indexedLength),
          attachment: body.attachmentNames.join(' '),
        });
        entries.push({ doc: docs.docOf(id), texts });
      }
      words.replace(entries);
    });

  return {
    putBodies,
    putBody: (id, body) => putBodies([{ id, body }]),
    dropBodies: (ids) => {
      writing.change((record) => {
        const states = [...new Set(ids)].flatMap((id) => messages.byId(id) ?? []);
        const withBody = states.filter((state) => state.body_state !== bodyStates.none);
        for (const state of withBody) {
          bodies.remove(state.id);
          messages.setBodyState(state.id, bodyStates.none);
          record.changed(state.id, shownStateOf(state), { ...shownStateOf(state), bodyState: bodyStates.none });
        }
        words.replace(withBody.map((state) => writing.indexEntry({ ...state, body_state: bodyStates.none })));
      });
    },
  };
};
