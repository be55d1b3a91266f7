import { answerRequest } from '../../../../app/server/http/rpc-door.ts';
import type { Fixture } from './fixture.ts';

export type DoorReply = {
  readonly result?: Record<string, unknown>;
  readonly error?: {
    readonly code: number;
    readonly data: { readonly symbol?: string; readonly [key: string]: unknown };
  };
};

/** A client at the JSON-RPC door itself, without the network: a cookie jar and a token. */
export const doorClient = (fixture: Pick<Fixture, 'core'>) => {
  const client = {
    session: undefined as string | undefined,
    device: undefined as string | undefined,
    token: undefined as string | undefined,
    /** The second-factor cookie the last answer set. */
    givenDevice: undefined as string | undefined,
    call: async (method: string, params: object, ip: string): Promise<DoorReply> => {
      client.givenDevice = undefined;
      const cookies = {
        setSession: (value: string) => {
          client.session = value;
        },
        clearSession: () => {
          client.session = undefined;
        },
        setSecondFactor: (value: string) => {
          if (value !== client.device) client.givenDevice = value;
          client.device = value;
        },
        clearSecondFactor: () => {
          client.device = undefined;
        },
      };
      const body = new TextEncoder().encode(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }));
      const answer = await answerRequest(
        fixture.core,
        'webmail',
        { ip, userAgent: undefined, secondFactorCookie: client.device, cookies },
        { sessionCookie: client.session, token: client.token },
        body,
      );
      return answer as DoorReply;
    },
  };
  return client;
};

export type DoorClient = ReturnType<typeof doorClient>;
