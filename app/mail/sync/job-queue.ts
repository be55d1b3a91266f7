/** What is to be done once for a path, the most urgent first, in the order asked for among equals. */
export type JobQueue<Job> = {
  /** A path that waits already keeps its place, or gets the better one; `merge` joins what is asked of it. */
  readonly add: (path: string, urgency: number, job: Job) => void;
  readonly take: () => { readonly path: string; readonly job: Job } | undefined;
  readonly has: (path: string) => boolean;
  readonly size: () => number;
  readonly clear: () => void;
};

/** @param merge joins two orders for the same path */
export const createJobQueue = <Job>(merge: (one: Job, other: Job) => Job): JobQueue<Job> => {
  const waiting = new Map<string, { urgency: number; order: number; job: Job }>();
  let order = 0;
  return {
    add: (path, urgency, job) => {
      const known = waiting.get(path);
      order += 1;
      if (known === undefined) waiting.set(path, { urgency, order, job });
      else waiting.set(path, { ...known, urgency: Math.min(known.urgency, urgency), job: merge(known.job, job) });
    },
    take: () => {
      let best: [string, { urgency: number; order: number; job: Job }] | undefined;
      for (const entry of waiting) {
        const [, { urgency, order: place }] = entry;
        const [, than] = best ?? [];
        if (than === undefined || urgency < than.urgency || (urgency === than.urgency && place < than.order)) {
          best = entry;
        }
      }
      if (best === undefined) return undefined;
      waiting.delete(best[0]);
      return { path: best[0], job: best[1].job };
    },
    has: (path) => waiting.has(path),
    size: () => waiting.size,
    clear: () => waiting.clear(),
  };
};
