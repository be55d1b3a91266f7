import { type AreaContract, methodChannel, type Reply } from '../../app/contract/area.ts';

type AnyHandlers<Caller> = Readonly<
  Record<string, (input: never, caller: Caller, account: string | undefined) => unknown>
>;

/** Carries out one call of the contract by its channel name. */
export type ContractHost<Caller = void> = {
  readonly channels: readonly string[];
  readonly answer: (channel: string, input: unknown, caller: Caller, account?: string) => Promise<Reply<unknown>>;
};

/**
 * The one way into handlers, for Electron's IPC as for the engine's port: the input is parsed, the output is parsed,
 * and whatever a handler throws ends as `internal` without its text, which could carry a secret.
 */
export const createContractHost = <Caller = void>(
  areas: readonly { readonly name: string; readonly area: AreaContract; readonly handlers: AnyHandlers<Caller> }[],
  reportBug: (channel: string, error: unknown) => void,
): ContractHost<Caller> => {
  const methods = new Map(
    areas.flatMap(({ name, area, handlers }) =>
      Object.entries(area.methods).map(([method, definition]) => {
        const handler = handlers[method];
        if (handler === undefined) throw new Error(`no handler for ${methodChannel(name, method)}`);
        return [
          methodChannel(name, method),
          { definition, handler: handler as (input: unknown, caller: Caller, account?: string) => unknown },
        ] as const;
      }),
    ),
  );
  return {
    channels: [...methods.keys()],
    answer: async (channel, input, caller, account) => {
      const found = methods.get(channel);
      if (found === undefined) return { ok: false, error: { code: 'invalidInput' } };
      const parsed = found.definition.input.safeParse(input);
      if (!parsed.success) return { ok: false, error: { code: 'invalidInput' } };
      try {
        const reply = (await found.handler(parsed.data, caller, account)) as Reply<unknown>;
        return reply.ok ? { ok: true, value: found.definition.output.parse(reply.value) } : reply;
      } catch (error) {
        reportBug(channel, error);
        return { ok: false, error: { code: 'internal' } };
      }
    },
  };
};
