/** A search as a tree; built from what a person typed by `parseSearch`. */
export type SearchQuery =
  | { readonly kind: 'all'; readonly of: readonly SearchQuery[] }
  | { readonly kind: 'any'; readonly of: readonly SearchQuery[] }
  | { readonly kind: 'not'; readonly of: SearchQuery }
  /** Words in a field, or anywhere. `prefix`: the last word may go on (as one types). */
  | {
      readonly kind: 'text';
      readonly field: 'any' | 'subject' | 'from' | 'to' | 'body' | 'attachment';
      readonly words: readonly string[];
      readonly phrase: boolean;
      readonly prefix: boolean;
    }
  | { readonly kind: 'hasAttachment' }
  /** A folder by its path or the last part of it, without case; `exact`: the one of this path alone. */
  | { readonly kind: 'in'; readonly folder: string; readonly exact?: true }
  | { readonly kind: 'is'; readonly what: 'unread' | 'read' | 'flagged' | 'answered' | 'draft' }
  /** Received before or since, milliseconds. */
  | { readonly kind: 'before'; readonly time: number }
  | { readonly kind: 'after'; readonly time: number }
  /** RFC822.SIZE in bytes. */
  | { readonly kind: 'larger'; readonly bytes: number }
  | { readonly kind: 'smaller'; readonly bytes: number };
