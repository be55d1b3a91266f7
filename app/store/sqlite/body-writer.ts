import type { BodyFacts, MessageId, StoreWriter } from '../port.ts';
import { indexedLength } from './bodies-table.ts';
import { type MessageState, shownStateOf } from './messages-table.ts';
import type { Writing } from './writing.ts';

/** Of the text of a body: nothing is in the index, all of it, or its beginning. */
const bodyStates = { none: 0, indexed: 1, indexedInPart: 2 } as const;

export type BodyToPut = { readonly id: MessageId; readonly body: BodyFacts };

export const createBodyWriter = (writing: Writing): Pick<StoreWriter, 'putBody' | 'putBodies' | 'dropBodies'> => {
  const { messages, bodies, words } = writing;

  const putBodies = (batch: readonly BodyToPut[]) =>
    writing.change((record) => {
      const states: MessageState[] = [];
      for (const { id, body } of batch) {
        const state = messages.byId(id);
        if (state === undefined) continue;
        const bodyState = body.text.length > indexedLength ? bodyStates.indexedInPart : bodyStates.indexed;
        bodies.put(id, body);
        messages.setBodyState(id, bodyState);
        record.changed(id, shownStateOf(state), { ...shownStateOf(state), bodyState });
        states.push({ ...state, body_state: bodyState });
      }
      words.replace(states.map(writing.indexEntry));
    });

  return {
    putBodies,
    putBody: (id, body) => putBodies([{ id, body }]),
    dropBodies: (ids) => {
      writing.change((record) => {
        const states = [...new Set(ids)]
          .flatMap((id) => messages.byId(id) ?? [])
          .filter((state) => state.body_state !== 0);
        const bare = states.map((state) => ({ ...state, body_state: bodyStates.none }));
        for (const state of states) {
          bodies.remove(state.id);
          messages.setBodyState(state.id, bodyStates.none);
          record.changed(state.id, shownStateOf(state), { ...shownStateOf(state), bodyState: bodyStates.none });
        }
        words.replace(bare.map(writing.indexEntry));
      });
    },
  };
};
