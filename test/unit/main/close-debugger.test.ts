import { expect, it } from 'vitest';
import { closeDebugger } from '../../../main/security/close-debugger.ts';

it('takes every door of the debugger off the command line and leaves the rest', () => {
  const switches = new Set(['remote-debugging-port', 'remote-debugging-pipe', 'remote-allow-origins', 'lang']);
  closeDebugger({ hasSwitch: (name) => switches.has(name), removeSwitch: (name) => void switches.delete(name) });
  expect([...switches]).toEqual(['lang']);
});
