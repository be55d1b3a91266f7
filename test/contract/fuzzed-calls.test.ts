import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { AreaContract, MethodContract } from '../../app/contract/area.ts';
import { contract } from '../../app/contract/contract.ts';

type Handle = (event: unknown, input: unknown, account: unknown) => unknown;
const handled = new Map<string, Handle>();
vi.mock('electron', () => ({
  net: {},
  ipcMain: { handle: (channel: string, handle: Handle) => void handled.set(channel, handle) },
}));
const { createContractHost } = await import('../../main/ipc/contract-host.ts');
const { serveWindows } = await import('../../main/ipc/serve-windows.ts');

const areas = Object.entries(contract as Readonly<Record<string, AreaContract>>);
const reached: string[] = [];
const host = createContractHost<never>(
  areas.map(([name, area]) => ({
    name,
    area,
    handlers: Object.fromEntries(
      Object.keys(area.methods).map((method) => [
        method,
        () => {
          reached.push(`${name}.${method}`);
          return { ok: false, error: { code: 'wrongStep' } };
        },
      ]),
    ),
  })),
  () => undefined,
);

const mainFrame = { origin: 'app://latchkey' };
const contents = { mainFrame };
const window = { webContents: contents, isDestroyed: () => false };
serveWindows(host as never, (asked) => ((asked as unknown) === contents ? (window as never) : undefined));

const refused = { ok: false, error: { code: 'invalidInput' } };
const call = (channel: string, input: unknown, event: unknown = { sender: contents, senderFrame: mainFrame }) =>
  Promise.resolve(handled.get(channel)?.(event, input, undefined));

const methods = areas.flatMap(([name, area]) =>
  Object.entries(area.methods).map(([method, definition]): readonly [string, MethodContract] => [
    `${name}.${method}`,
    definition,
  ]),
);

const huge = 'x'.repeat(30_000_000);
const never: readonly unknown[] = [
  undefined,
  null,
  0,
  -1,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  '',
  'text',
  true,
  [],
  [{}],
  new Date(),
  new Map([['a', 1]]),
  new Uint8Array(8),
  { unknown: huge },
  JSON.parse('{"__proto__":{"admin":true}}'),
  { constructor: { prototype: {} } },
];

describe('every channel', () => {
  it('is served', () => {
    expect([...handled.keys()].sort()).toEqual(methods.map(([channel]) => channel).sort());
  });

  it.each(methods)('%s reaches its handler with nothing its schema does not take', async (channel, { input }) => {
    for (const value of never) {
      const takes = input.safeParse(value).success;
      reached.length = 0;
      const reply = await call(channel, value);
      expect(reached).toEqual(takes ? [channel] : []);
      if (!takes) expect(reply).toEqual(refused);
    }
    await fc.assert(
      fc.asyncProperty(fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }), async (value) => {
        reached.length = 0;
        await call(channel, value);
        expect(reached.length === 1).toBe(input.safeParse(value).success);
      }),
      { numRuns: 40 },
    );
  });

  it.each(methods)('%s lets no text or list without an end in', async (channel, { input }) => {
    const bloat = (value: unknown): unknown => ({ ...(value as object), more: huge });
    expect(input.safeParse(bloat({})).success, channel).toBe(false);
    expect(input.safeParse(huge).success, channel).toBe(false);
  });

  it('answers only the main frame of a window of ours that shows our page', async () => {
    const strangers = [
      { sender: contents, senderFrame: null },
      { sender: contents, senderFrame: { origin: 'app://latchkey' } },
      { sender: contents, senderFrame: { origin: 'message-frame://mail' } },
      { sender: { mainFrame }, senderFrame: mainFrame },
    ];
    for (const [channel] of methods) {
      for (const event of strangers) {
        reached.length = 0;
        expect(await call(channel, {}, event)).toEqual(refused);
        expect(reached).toEqual([]);
      }
    }
  });

  it('answers no window whose page is another than ours, or that is gone', async () => {
    const elsewhere = { origin: 'https://elsewhere.example' };
    const gone = { ...window, isDestroyed: () => true };
    serveWindows(host as never, () => ({ ...window, webContents: { mainFrame: elsewhere } }) as never);
    expect(await call('system.getInfo', {}, { sender: { mainFrame: elsewhere }, senderFrame: elsewhere })).toEqual(
      refused,
    );
    serveWindows(host as never, () => gone as never);
    expect(await call('system.getInfo', {})).toEqual(refused);
  });
});
