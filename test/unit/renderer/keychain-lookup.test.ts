import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { freeName } from '../../../renderer/logic/device-names.ts';
import { lookUpCommand } from '../../../renderer/logic/keychain-lookup.ts';

describe('the command that reads an entry of the keychain', () => {
  it('is that of the system, and none where there is none', () => {
    const entry = { service: 'Latchkey Mail app password', account: 'ana@enforced.example: mutt' };
    expect(lookUpCommand('linux', entry)).toBe(
      "secret-tool lookup service 'Latchkey Mail app password' account 'ana@enforced.example: mutt'",
    );
    expect(lookUpCommand('darwin', entry)).toBe(
      "security find-generic-password -w -s 'Latchkey Mail app password' -a 'ana@enforced.example: mutt'",
    );
    expect(lookUpCommand('win32', entry)).toBeUndefined();
  });

  it.each(["Ana's; laptop", '$(touch x)', '`id`', 'a "quoted" \\ name', '-n'])(
    'hands %s to the shell as one word',
    (name) => {
      const command = lookUpCommand('linux', { service: 's', account: name }) ?? '';
      const shown = command.replace('secret-tool lookup service', "printf '%s|%s|%s'");
      expect(execFileSync('sh', ['-c', shown], { encoding: 'utf8' })).toBe(`s|account|${name}`);
    },
  );
});

it('suggests a name that is free', () => {
  const numbered = (number: number): string => `Phone ${number}`;
  expect(freeName('Phone', ['Printer'], numbered)).toBe('Phone');
  expect(freeName('Phone', ['phone', 'PHONE 2'], numbered)).toBe('Phone 3');
});
