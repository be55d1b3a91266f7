import { expect, it } from 'vitest';
import { lastingQuestion } from '../../../renderer/logic/lasting-question.ts';

const prepare = () => {
  const asked: ((reply: string) => void)[] = [];
  const told: string[] = [];
  const question = lastingQuestion<string>({
    ask: () => new Promise((resolve) => asked.push(resolve)),
    isAway: (reply) => reply === 'away',
    told: (reply) => told.push(reply),
  });
  const answer = async (reply: string): Promise<void> => {
    asked.at(-1)?.(reply);
    await Promise.resolve();
    await Promise.resolve();
  };
  return { question, told, answer, asked: () => asked.length };
};

it('tells that what was asked for is away, and asks again when it is back', async () => {
  const { question, told, answer, asked } = prepare();
  question.ask();
  await answer('away');
  expect(told).toEqual(['away']);
  question.back();
  question.back();
  expect(asked()).toBe(2);
  await answer('here');
  expect(told).toEqual(['away', 'here']);
  question.back();
  expect(asked()).toBe(2);
});

it('asks again without a word when it came back while the question was on its way', async () => {
  const { question, told, answer, asked } = prepare();
  question.ask();
  question.back();
  await answer('away');
  expect(told).toEqual([]);
  expect(asked()).toBe(2);
  await answer('here');
  expect(told).toEqual(['here']);
});

it('asks nothing before it is told to, and tells nothing after its end', async () => {
  const { question, told, answer, asked } = prepare();
  question.back();
  expect(asked()).toBe(0);
  question.ask();
  question.end();
  await answer('here');
  question.back();
  expect(told).toEqual([]);
  expect(asked()).toBe(1);
});

it('takes an answer that is no better than being away, but final, as one', async () => {
  const { question, told, answer, asked } = prepare();
  question.ask();
  await answer('gone for good');
  question.back();
  expect(told).toEqual(['gone for good']);
  expect(asked()).toBe(1);
});
