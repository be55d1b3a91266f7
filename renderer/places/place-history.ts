/** Where somebody is in the mailbox: a folder or a search, and the message that is open there. */
export type Place = {
  readonly folder: string;
  /** Text of a search; undefined in a folder. */
  readonly search: string | undefined;
  /** What is selected, in the name the list has for it. */
  readonly message: string | undefined;
};

type Visit = { readonly place: Place; readonly at: number };

/** Places in the order they were gone to; `at` is the present one. */
export type PlaceHistory = { readonly visits: readonly Visit[]; readonly at: number };

export const noHistory: PlaceHistory = { visits: [], at: -1 };

/** A place that was left sooner was only passed through, in milliseconds: walking down a list is one step back. */
export const stay = 2_000;
const most = 100;

const isSame = (one: Place, other: Place): boolean =>
  one.folder === other.folder && one.search === other.search && one.message === other.message;

/** Whether a place only goes on with another: the next message of the same list, or a search that is still typed. */
const goesOn = (from: Visit, to: Place, now: number): boolean => {
  const { place, at } = from;
  if ((place.search === undefined) !== (to.search === undefined)) return false;
  if (place.search === undefined && place.folder !== to.folder) return false;
  if (place.search === to.search && place.message === undefined) return true;
  return now - at < stay;
};

export const placeOf = ({ visits, at }: PlaceHistory): Place | undefined => visits[at]?.place;

/** The history after somebody went to a place by himself; what lay ahead is forgotten. */
export const visit = (history: PlaceHistory, place: Place, now: number): PlaceHistory => {
  const current = history.visits[history.at];
  if (current !== undefined && isSame(current.place, place)) return history;
  const entry = { place, at: now };
  const before = history.visits.slice(0, history.at + 1);
  const visits =
    current !== undefined && goesOn(current, place, now) ? [...before.slice(0, -1), entry] : [...before, entry];
  const kept = visits.slice(-most);
  return { visits: kept, at: kept.length - 1 };
};

/** One step back or forward; undefined where there is none. */
export const step = (history: PlaceHistory, by: -1 | 1, now: number): PlaceHistory | undefined => {
  const at = history.at + by;
  const target = history.visits[at];
  if (target === undefined) return undefined;
  return { visits: history.visits.map((one, index) => (index === at ? { ...one, at: now } : one)), at };
};
