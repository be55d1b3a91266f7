import { day, hour } from '../clock.ts';

/** How long a full session lives, in milliseconds. */
export type SessionLife = {
  /** Without use. */
  readonly idle: number;
  /** Whatever its use. */
  readonly longest: number;
};

/** What holds unless the server is told otherwise. */
export const usualSessionLife: SessionLife = { idle: 2 * hour, longest: day };
