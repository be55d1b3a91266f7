import { type Clock, minute, second } from '../clock.ts';

const allowedFailures = 3;
const failureWindow = minute;
const blockTime = 5 * minute;
const sweepAbove = 10_000;

/** Which door was knocked at; a block closes one of them for one address. */
export type Service = 'webmail' | 'admin' | 'imap' | 'pop3' | 'smtp';

type Record = { failures: number[]; blockedUntil: number };

export type GuessLimit = {
  /** Seconds until this address may try again, rounded up; 0 when it may now. */
  readonly wait: (service: Service, ip: string) => number;
  /** Counts one wrong password. Returns true when it closed the door. */
  readonly fail: (service: Service, ip: string) => boolean;
};

/**
 * Three wrong passwords within a minute from one address close that service to it for five minutes.
 * A right password does not take failures back: one known account would buy endless guesses at others.
 */
export const createGuessLimit = (clock: Clock): GuessLimit => {
  const records = new Map<string, Record>();
  const keyOf = (service: Service, ip: string) => `${service} ${ip}`;
  const sweep = (now: number) => {
    for (const [key, record] of records) {
      const last = record.failures.at(-1) ?? 0;
      if (record.blockedUntil <= now && last <= now - failureWindow) records.delete(key);
    }
  };
  return {
    wait: (service, ip) => {
      const record = records.get(keyOf(service, ip));
      return record === undefined ? 0 : Math.max(0, Math.ceil((record.blockedUntil - clock.now()) / second));
    },
    fail: (service, ip) => {
      const now = clock.now();
      if (records.size > sweepAbove) sweep(now);
      const key = keyOf(service, ip);
      const record = records.get(key) ?? { failures: [], blockedUntil: 0 };
      record.failures = [...record.failures.filter((time) => time > now - failureWindow), now];
      records.set(key, record);
      if (record.failures.length < allowedFailures) return false;
      record.failures = [];
      record.blockedUntil = now + blockTime;
      return true;
    },
  };
};
