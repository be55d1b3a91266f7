import { type Clock, minute, second } from '../clock.ts';

const allowedFailures = 3;
const failureWindow = minute;
const blockTime = 5 * minute;
const sweepAbove = 10_000;

/** Which door was knocked at; a block closes one of them for one address. */
export type Service = 'webmail' | 'admin' | 'imap' | 'pop3' | 'smtp';

type Door = { failures: number[]; blockedUntil: number; underCheck: number; waiting: (() => void)[] };

export type GuessLimit = {
  /**
   * Runs one check of a password, which calls `fail` when it was wrong. No more checks of one address run side by side
   * than it has failures left: parallel guesses would all be made before the first is counted, while people behind one
   * address who know their passwords hardly wait for each other.
   */
  readonly admit: <T>(service: Service, ip: string, check: () => Promise<T>) => Promise<T>;
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
  const doors = new Map<string, Door>();
  const keyOf = (service: Service, ip: string) => `${service} ${ip}`;
  const sweep = (now: number) => {
    for (const [key, door] of doors) {
      const last = door.failures.at(-1) ?? 0;
      if (door.underCheck === 0 && door.blockedUntil <= now && last <= now - failureWindow) doors.delete(key);
    }
  };
  const doorOf = (key: string): Door => {
    const known = doors.get(key);
    if (known !== undefined) return known;
    if (doors.size > sweepAbove) sweep(clock.now());
    const door = { failures: [], blockedUntil: 0, underCheck: 0, waiting: [] };
    doors.set(key, door);
    return door;
  };
  const recent = (door: Door, now: number) => door.failures.filter((time) => time > now - failureWindow);
  const hasRoom = (door: Door): boolean => {
    const now = clock.now();
    return door.blockedUntil > now || door.underCheck < allowedFailures - recent(door, now).length;
  };
  const letIn = (door: Door): void => {
    while (door.waiting.length > 0 && hasRoom(door)) {
      door.underCheck += 1;
      door.waiting.shift()?.();
    }
  };
  return {
    admit: async (service, ip, check) => {
      const key = keyOf(service, ip);
      const door = doorOf(key);
      const admitted = new Promise<void>((resolve) => door.waiting.push(resolve));
      letIn(door);
      await admitted;
      try {
        return await check();
      } finally {
        door.underCheck -= 1;
        letIn(door);
        if (door.underCheck === 0 && door.failures.length === 0 && door.blockedUntil === 0) doors.delete(key);
      }
    },
    wait: (service, ip) => {
      const door = doors.get(keyOf(service, ip));
      return door === undefined ? 0 : Math.max(0, Math.ceil((door.blockedUntil - clock.now()) / second));
    },
    fail: (service, ip) => {
      const now = clock.now();
      const door = doorOf(keyOf(service, ip));
      door.failures = [...recent(door, now), now];
      if (door.failures.length < allowedFailures) return false;
      door.failures = [];
      door.blockedUntil = now + blockTime;
      return true;
    },
  };
};
