import { channels } from 'virtual:channels';
import { contextBridge, ipcRenderer } from 'electron';
import { type EngineAnswer, type EngineCall, enginePortChannel } from '../ipc/channel-names.ts';

/** `account`: whom an event is from, where its area is per account. */
type Listener = (payload: unknown, account?: string) => void;

const listeners = new Map<string, Set<Listener>>();
const emit = (channel: string, payload: unknown, account?: string): void => {
  for (const listener of listeners.get(channel) ?? []) listener(payload, account);
};

const subscribe = (channel: string, listener: Listener): (() => void) => {
  const set = listeners.get(channel) ?? new Set();
  listeners.set(channel, set.add(listener));
  return () => void set.delete(listener);
};

/** Calls to the engine wait here until its port arrives, and are answered as gone when it is replaced. */
const waiting = new Map<number, { readonly call: EngineCall; readonly answer: (reply: unknown) => void }>();
let port: MessagePort | undefined;
let nextId = 1;

const gone = { ok: false, error: { code: 'mailUnavailable', cause: 'gone' } };

ipcRenderer.on(enginePortChannel, (event) => {
  const replaced = port !== undefined;
  port?.close();
  port = event.ports[0];
  if (port === undefined) return;
  port.onmessage = ({ data }: MessageEvent<EngineAnswer>) => {
    if ('channel' in data) {
      emit(data.channel, data.payload, data.account);
      return;
    }
    waiting.get(data.id)?.answer(data.reply);
    waiting.delete(data.id);
  };
  for (const [id, { call, answer }] of waiting) {
    if (!replaced) port.postMessage(call);
    else {
      waiting.delete(id);
      answer(gone);
    }
  }
});

const callEngine = (channel: string, input: unknown, account: string | undefined): Promise<unknown> =>
  new Promise((answer) => {
    const call: EngineCall = { id: nextId++, channel, input, ...(account === undefined ? {} : { account }) };
    waiting.set(call.id, { call, answer });
    port?.postMessage(call);
  });

const bridge: Record<string, unknown> = {};
for (const { area, servedBy, methods, events } of channels) {
  const client: Record<string, unknown> = {};
  for (const method of methods) {
    const channel = `${area}.${method}`;
    client[method] =
      servedBy === 'main'
        ? (input: unknown, account?: string) => ipcRenderer.invoke(channel, input, account)
        : (input: unknown, account?: string) => callEngine(channel, input, account);
  }
  const on: Record<string, unknown> = {};
  for (const event of events) {
    const channel = `${area}!${event}`;
    on[event] = (listener: Listener) => subscribe(channel, listener);
    if (servedBy === 'main')
      ipcRenderer.on(channel, (_event, payload: unknown, account?: string) => emit(channel, payload, account));
  }
  bridge[area] = { ...client, on };
}

contextBridge.exposeInMainWorld('latchkey', bridge);
