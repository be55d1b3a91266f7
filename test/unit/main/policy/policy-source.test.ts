import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { policyOf } from '../../../../main/policy/load-policy.ts';
import { policyEffects } from '../../../../main/policy/policy-effects.ts';
import { parseRegistry, readPolicyFile } from '../../../../main/policy/policy-source.ts';

const file = (text: string, mode = 0o644): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'latchkey-policy-')), 'policy.json');
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
};
const owner = process.getuid?.() ?? 0;

describe('a policy file', () => {
  it('is read', () => {
    const found = readPolicyFile(file('{"export":"off"}'), owner);
    expect(policyOf(found)).toEqual({ policy: { export: 'off' }, faults: [], managed: true });
  });

  it('that is not there manages nothing', () => {
    expect(policyOf(readPolicyFile('/nowhere/policy.json', owner))).toEqual({ policy: {}, faults: [], managed: false });
  });

  it('that others could write is not believed, and closes everything', () => {
    const loaded = policyOf(readPolicyFile(file('{"export":"allowed"}', 0o666), owner));
    expect(loaded).toMatchObject({ policy: { export: 'off', allowedServers: [] }, managed: true });
    expect(policyOf(readPolicyFile(file('{}'), owner + 1)).policy.export).toBe('off');
  });

  it('that is not JSON closes everything and says so', () => {
    const { policy, faults } = policyOf(readPolicyFile(file('{"export":'), owner));
    expect(policy.remotePictures).toBe('never');
    expect(faults).toEqual([{ key: '', reason: 'is not JSON' }]);
  });
});

it('reads what the registry prints', () => {
  const printed = [
    '',
    'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Latchkey Mail',
    '    server    REG_SZ    https://mail.firm.example',
    '    remoteDebugging    REG_DWORD    0x0',
    '    allowedServers    REG_MULTI_SZ    mail.firm.example\\0*.branch.example',
    '',
  ].join('\r\n');
  expect(parseRegistry(printed)).toEqual({
    server: 'https://mail.firm.example',
    remoteDebugging: false,
    allowedServers: ['mail.firm.example', '*.branch.example'],
  });
});

it('is carried out', () => {
  const effects = policyEffects(
    { export: 'off', remotePictures: 'never', allowedServers: ['a.example'] },
    'https://asked',
  );
  expect(effects).toMatchObject({ serverUrl: 'https://asked', mayExport: false, neverRemote: true });
  expect(effects.forcedPreferences).toEqual([{ group: 'reading', values: { remotePictures: 'never' } }]);
  expect(effects.allowsServer(new URL('https://b.example'))).toBe(false);
  expect(policyEffects({ server: 'https://a.example' }, 'https://asked').serverUrl).toBe('https://a.example');
  expect(policyEffects({}, '')).toMatchObject({ mayExport: true, neverRemote: false, forcedPreferences: [] });
});
