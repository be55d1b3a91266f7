import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClearingClipboard } from '../../../main/platform/clearing-clipboard.ts';

describe('the clipboard', () => {
  let held = '';
  const system = {
    writeText: (text: string) => {
      held = text;
    },
    readText: () => held,
    clear: () => {
      held = '';
    },
  };
  beforeEach(() => {
    held = '';
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is cleared a minute after a secret was copied, and not before', async () => {
    createClearingClipboard(system).copy('secret', 60);
    await vi.advanceTimersByTimeAsync(59_999);
    expect(held).toBe('secret');
    await vi.advanceTimersByTimeAsync(1);
    expect(held).toBe('');
  });

  it('keeps what somebody copied meanwhile, here or elsewhere', async () => {
    const clipboard = createClearingClipboard(system);
    clipboard.copy('secret', 60);
    held = 'from another program';
    await vi.advanceTimersByTimeAsync(60_000);
    expect(held).toBe('from another program');
    clipboard.copy('secret', 60);
    clipboard.copy('secret');
    await vi.advanceTimersByTimeAsync(120_000);
    expect(held).toBe('secret');
  });

  it('counts anew when the same secret is copied again', async () => {
    const clipboard = createClearingClipboard(system);
    clipboard.copy('secret', 60);
    await vi.advanceTimersByTimeAsync(30_000);
    clipboard.copy('secret', 60);
    await vi.advanceTimersByTimeAsync(59_000);
    expect(held).toBe('secret');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(held).toBe('');
  });

  it('is cleared at once when the program ends', async () => {
    const clipboard = createClearingClipboard(system);
    clipboard.copy('secret', 60);
    await clipboard.end();
    expect(held).toBe('');
    held = 'later';
    await clipboard.end();
    expect(held).toBe('later');
  });
});
