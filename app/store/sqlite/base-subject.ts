/** Marks of a reply or a forward, in English as RFC 5256 has them and as other programs write them. */
const mark = /^(?:re|fwd?|aw|wg|sv|vs|antw|odp|rif|tr|enc|res)\s*(?:\[[^[\]]*\]\s*)?[:：]\s*/iu;
const blob = /^\[[^[\]]*\]\s*/u;
const trailer = /\s*\(fwd\)$/iu;
const wrapped = /^\[fwd:(.*)\]$/iu;
/** A hostile subject of nothing but marks must not cost more than this. */
const longest = 2_000;

export type BaseSubject = { readonly base: string; readonly isReply: boolean };

/**
 * The subject without marks of replies and forwards (RFC 5256 section 2.1), in small letters, and whether
 * there were any.
 */
export const baseSubject = (subject: string): BaseSubject => {
  let base = subject.slice(0, longest).replace(/\s+/gu, ' ').trim();
  let isReply = false;
  for (;;) {
    const before = base;
    if (trailer.test(base)) {
      base = base.replace(trailer, '');
      isReply = true;
    }
    const withoutMark = base.replace(mark, '');
    if (withoutMark !== base) {
      base = withoutMark;
      isReply = true;
    }
    // A list's tag goes only while something remains, and before a mark as well ("[list] Re: x").
    const withoutBlob = base.replace(blob, '');
    if (withoutBlob !== '') base = withoutBlob;
    const inner = wrapped.exec(base)?.[1];
    if (inner !== undefined) {
      base = inner.trim();
      isReply = true;
    }
    if (base === before) return { base: base.toLowerCase(), isReply };
  }
};
