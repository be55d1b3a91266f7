import { afterEach, describe, expect, it, vi } from 'vitest';
import { auth, mail, mailOf, showAccount } from '../../../renderer/bridge.ts';

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
    const gateChanged = vi.fn((_hear: (payload: unknown, account?: string) => void) => stop);
    vi.stubGlobal('window', { latchkey: { auth: { verify, on: { gateChanged } } } });
    expect(await auth.verify({ code: '012345', remember: true })).toEqual({ ok: true, value: {} });
    expect(verify).toHaveBeenCalledWith({ code: '012345', remember: true });
    const listener = vi.fn();
    expect(auth.on.gateChanged(listener)).toBe(stop);
    gateChanged.mock.calls[0]?.[0]('moved');
    expect(listener).toHaveBeenCalledExactlyOnceWith('moved');
  });

  it('calls and listens for the account that is shown, until another one is', async () => {
    const listFolders = vi.fn(async () => ({ ok: true, value: { folders: [] } }));
    const hearing: ((payload: unknown, account?: string) => void)[] = [];
    const folderChanged = (hear: (payload: unknown, account?: string) => void) => {
      hearing.push(hear);
      return () => undefined;
    };
    vi.stubGlobal('window', { latchkey: { mail: { listFolders, on: { folderChanged } } } });
    showAccount('one');
    await mail.listFolders({});
    const heard = vi.fn();
    mail.on.folderChanged(heard);
    for (const hear of hearing) {
      hear({ folder: 'of another' }, 'two');
      hear({ folder: 'mine' }, 'one');
    }
    showAccount('two');
    await mail.listFolders({});
    await mailOf('three').listFolders({});
    expect(listFolders.mock.calls).toEqual([
      [{}, 'one'],
      [{}, 'two'],
      [{}, 'three'],
    ]);
    expect(heard).toHaveBeenCalledExactlyOnceWith({ folder: 'mine' });
    showAccount(undefined);
  });
});
