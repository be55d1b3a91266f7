import { MessageChannel } from 'node:worker_threads';
import { afterEach, expect, it } from 'vitest';
import type { Failure } from '../../../../app/domain/failure.ts';
import { fail, type Result, succeed } from '../../../../app/domain/result.ts';
import { createLinkClient, serveLink } from '../../../../app/mail/account/worker-link.ts';

const { port1, port2 } = new MessageChannel();
afterEach(() => {
  port1.close();
});

it('answers each call with its own reply, a bug as `internal`, and nothing more once the other side is gone', async () => {
  const bugs: string[] = [];
  const methods = {
    double: async ({ value, after }: { value: number; after: number }): Promise<Result<number, Failure>> => {
      await new Promise((done) => setTimeout(done, after));
      return succeed(value * 2);
    },
    refuse: async (_: object): Promise<Result<never, Failure>> => fail({ code: 'noSuchEntity' }),
    break: async (_: object): Promise<Result<never, Failure>> => {
      throw new Error('a secret');
    },
    wait: (_: object): Promise<Result<never, Failure>> => new Promise(() => undefined),
  };
  serveLink(port2, methods, (method) => bugs.push(method));
  const client = createLinkClient<typeof methods>(port1);
  const [slow, quick] = await Promise.all([
    client.call('double', { value: 2, after: 20 }),
    client.call('double', { value: 3, after: 0 }),
  ]);
  expect([slow, quick]).toEqual([succeed(4), succeed(6)]);
  expect(await client.call('refuse', {})).toEqual(fail({ code: 'noSuchEntity' }));
  expect(await client.call('break', {})).toEqual(fail({ code: 'internal' }));
  expect(bugs).toEqual(['break']);
  const open = client.call('wait', {});
  client.end();
  const gone = fail({ code: 'mailUnavailable', cause: 'gone' });
  expect(await open).toEqual(gone);
  expect(await client.call('double', { value: 1, after: 0 })).toEqual(gone);
});
