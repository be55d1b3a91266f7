import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { isDovecotGroup, stopGroup } from '../../../app/server/dovecot/process-group.ts';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

const shell = (script: string): ChildProcess => {
  const child = spawn('bash', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'], detached: true });
  children.push(child);
  return child;
};

const numberFrom = async (child: ChildProcess): Promise<number> => {
  if (child.stdout === null) throw new Error('no output');
  const [text] = (await once(child.stdout, 'data')) as [Buffer];
  return Number(text.toString());
};

const stateOf = (pid: number): string => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0] ?? '';

it('does not wait for the dead of a group whom nobody collects', async () => {
  // The shell becomes a program that never asks after its child, which has a group of its own.
  const group = await numberFrom(shell('set -m; sleep 0.3 & echo $!; exec sleep 30'));
  await expect.poll(() => stateOf(group)).toBe('Z');
  const since = performance.now();
  await stopGroup(group);
  expect(performance.now() - since).toBeLessThan(500);
  expect(isDovecotGroup(group)).toBe(false);
});

it('ends who takes the hint at once, and who does not after a while', async () => {
  const willing = shell('echo 1; exec sleep 30');
  await numberFrom(willing);
  const since = performance.now();
  await stopGroup(willing.pid ?? 0);
  expect(performance.now() - since).toBeLessThan(700);
  await expect.poll(() => willing.signalCode).toBe('SIGTERM');

  const stubborn = shell("trap '' TERM; echo 1; while :; do sleep 0.1; done");
  await numberFrom(stubborn);
  await stopGroup(stubborn.pid ?? 0);
  await expect.poll(() => stubborn.signalCode).toBe('SIGKILL');
});
