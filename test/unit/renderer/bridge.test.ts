import { afterEach, describe, expect, it, vi } from 'vitest';
import { auth } from '../../../renderer/bridge.ts';

afterEach(() => vi.unstubAllGlobals());

describe('the bridge', () => {
  it('answers with a failure when the preload script did not run', async () => {
    vi.stubGlobal('window', {});
    expect(await auth.getGate({})).toEqual({ ok: false, error: { code: 'internal' } });
    expect(auth.on.gateChanged(() => {})).toBeTypeOf('function');
  });

  it('answers with a failure when a call throws', async () => {
    vi.stubGlobal('window', { latchkey: { auth: { getGate: () => Promise.reject(new Error('gone')) } } });
    expect(await auth.getGate({})).toEqual({ ok: false, error: { code: 'internal' } });
  });

  it('hands input, answer and events through', async () => {
    const verify = vi.fn(async () => ({ ok: true, value: {} }));
    const stop = vi.fn();
    const gateChanged = vi.fn(() => stop);
    vi.stubGlobal('window', { latchkey: { auth: { verify, on: { gateChanged } } } });
    expect(await auth.verify({ code: '012345', remember: true })).toEqual({ ok: true, value: {} });
    expect(verify).toHaveBeenCalledWith({ code: '012345', remember: true });
    const listener = (): void => {};
    expect(auth.on.gateChanged(listener)).toBe(stop);
    expect(gateChanged).toHaveBeenCalledWith(listener);
  });
});
