/** RFC 7162 section 4 asks clients to keep command lines under 8192 octets. */
const longestSet = 7000;

/** UIDs as IMAP sequence sets (RFC 9051 section 4.1.1), ranges drawn together, each short enough for one command. */
export const uidSets = (uids: readonly number[]): string[] => {
  const sorted = [...new Set(uids)].sort((one, other) => one - other);
  const sets: string[] = [];
  let set = '';
  for (let at = 0; at < sorted.length; ) {
    const first = sorted[at] ?? 0;
    let last = first;
    at += 1;
    while (sorted[at] === last + 1) {
      last += 1;
      at += 1;
    }
    const range = first === last ? String(first) : `${first}:${last}`;
    if (set !== '' && set.length + range.length >= longestSet) {
      sets.push(set);
      set = '';
    }
    set = set === '' ? range : `${set},${range}`;
  }
  if (set !== '') sets.push(set);
  return sets;
};

/** The UIDs of a set a server wrote, in its order; undefined when it is no set or names more than `limit`. */
export const expandUidSet = (set: string, limit = 100_000): number[] | undefined => {
  const uids: number[] = [];
  for (const part of set.split(',')) {
    const range = /^(\d{1,10})(?::(\d{1,10}))?$/u.exec(part);
    if (range === null) return undefined;
    const from = Number(range[1]);
    const to = range[2] === undefined ? from : Number(range[2]);
    if (Math.abs(to - from) + uids.length >= limit) return undefined;
    const step = from <= to ? 1 : -1;
    for (let uid = from; uid !== to + step; uid += step) uids.push(uid);
  }
  return uids;
};
