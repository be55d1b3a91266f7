/** What a person answers (RFC 5546 section 3.2.3). */
export type Answer = 'ACCEPTED' | 'TENTATIVE' | 'DECLINED';

export type Participant = { readonly name: string; readonly address: string; readonly status: string };

export type Repetition = {
  readonly every: 'day' | 'week' | 'month' | 'year';
  readonly interval: number;
  /** Days of the week, 0 for Sunday; empty where the first day says it. */
  readonly days: readonly number[];
  readonly count?: number;
  /** Milliseconds. */
  readonly until?: number;
};

/** An invitation as a person reads it. */
export type InvitationFacts = {
  readonly kind: 'request' | 'cancelled' | 'reply' | 'counter' | 'published';
  readonly uid: string;
  readonly sequence: number;
  readonly title: string;
  readonly place: string;
  readonly notes: string;
  readonly organizer: Participant | undefined;
  readonly participants: readonly Participant[];
  /** Milliseconds; midnight of this computer's zone for whole days. */
  readonly start: number;
  readonly end: number | undefined;
  readonly wholeDays: boolean;
  readonly repeats: Repetition | undefined;
  /** Says something repeats in a way that is not put into words. */
  readonly repeatsOddly: boolean;
  /** The one occurrence that is meant, as written; empty: all of them. */
  readonly occurrence: string;
};
