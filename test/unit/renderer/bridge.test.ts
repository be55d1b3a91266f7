import { afterEach, describe, expect, it, vi } from 'vitest';
import { sharedFolder } from '../../../app/domain/account-numbers.ts';
import { auth, compose, mail, mailOf, showAccount, windows } from '../../../renderer/bridge.ts';

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

  it('takes a command back where it was given, whoever is shown by then', async () => {
    const act = vi.fn(async () => ({ ok: true, value: { id: 'a1' } }));
    const undo = vi.fn(async () => ({ ok: true, value: {} }));
    vi.stubGlobal('window', { latchkey: { mail: { act, undo } } });
    showAccount('one');
    await mail.act({ command: { kind: 'archive', ids: [1] } });
    showAccount('two');
    await mail.undo({ id: 'a1' });
    await mail.undo({ id: 'unknown' });
    expect(undo.mock.calls).toEqual([
      [{ id: 'a1' }, 'one'],
      [{ id: 'unknown' }, 'two'],
    ]);
    showAccount(undefined);
  });

  it('lists the mail of all accounts, and takes what is done with a message to its own', async () => {
    const readMessage = vi.fn(async () => ({ ok: true, value: {} }));
    const openCompose = vi.fn(async () => ({ ok: true, value: {} }));
    const listDrafts = vi.fn(async () => ({ ok: true, value: { drafts: [] } }));
    vi.stubGlobal('window', {
      latchkey: { mail: { readMessage }, windows: { compose: openCompose }, compose: { listDrafts } },
    });
    showAccount('one', true);
    const key = { folder: sharedFolder('two', 'INBOX'), uidValidity: '1', uid: 7 };
    await mail.readMessage(key);
    await windows.compose({ start: { kind: 'reply', key, all: false } });
    await compose.listDrafts({});
    expect(readMessage.mock.calls).toEqual([[key, 'all']]);
    const own = { folder: 'INBOX', uidValidity: '1', uid: 7 };
    expect(openCompose.mock.calls).toEqual([[{ start: { kind: 'reply', key: own, all: false } }, 'two']]);
    expect(listDrafts.mock.calls).toEqual([[{}, 'one']]);
    showAccount(undefined);
  });
});
