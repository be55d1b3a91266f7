import type { Sequence } from '../../../app/domain/search-words.ts';
import { type Piece, piecesOf, piecesOfSnippet } from '../../search/marks.ts';

const Pieces = ({ list }: { readonly list: readonly Piece[] }) =>
  list.map((piece) =>
    piece.marked ? <mark key={piece.at}>{piece.text}</mark> : <span key={piece.at}>{piece.text}</span>,
  );

/** A text with what was searched for marked in it. */
export const Marked = ({ text, words }: { readonly text: string; readonly words: readonly Sequence[] }) => (
  <Pieces list={piecesOf(text, words)} />
);

/** A piece of a message's text, marked by the store. */
export const MarkedSnippet = ({ snippet }: { readonly snippet: string }) => <Pieces list={piecesOfSnippet(snippet)} />;
