import { describe, expect, it } from 'vitest';
import { createAlarm } from '../../../app/mail/account/alarm.ts';

const world = () => {
  let now = 0;
  let timer: { at: number; work: () => void } | undefined;
  const clock = {
    now: () => now,
    after: (milliseconds: number, work: () => void) => {
      const mine = { at: now + milliseconds, work };
      timer = mine;
      return () => {
        if (timer === mine) timer = undefined;
      };
    },
  };
  const pass = (until: number): void => {
    while (timer !== undefined && timer.at <= until) {
      const { at, work } = timer;
      timer = undefined;
      now = Math.max(now, at);
      work();
    }
    now = until;
  };
  return { clock, pass, waits: () => timer !== undefined };
};

describe('an alarm', () => {
  it('rings at each time, and what is overdue at once', () => {
    const { clock, pass, waits } = world();
    let due = [0, 1_000, 500_000];
    const rang: number[] = [];
    const alarm = createAlarm(
      clock,
      () => due[0],
      (now) => {
        rang.push(now);
        due = due.filter((time) => time > now);
      },
    );
    alarm.set();
    expect(rang).toEqual([0]);
    pass(2_000);
    expect(rang).toEqual([0, 1_000]);
    pass(499_999);
    expect(rang).toHaveLength(2);
    pass(500_000);
    expect(rang).toEqual([0, 1_000, 500_000]);
    expect(waits()).toBe(false);
  });

  it('is silent once it was ended', () => {
    const { clock, pass } = world();
    const alarm = createAlarm(
      clock,
      () => 1_000,
      () => expect.unreachable(),
    );
    alarm.set();
    alarm.end();
    pass(5_000);
    alarm.set();
    pass(9_000);
  });
});
