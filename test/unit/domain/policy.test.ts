import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowsServer, closedPolicy, policyKeys, readPolicy } from '../../../app/domain/policy.ts';

const whole = {
  server: 'https://mail.firm.example',
  allowedServers: ['mail.firm.example', '*.branch.example'],
  authorityFile: '/etc/ssl/firm.pem',
  updateMode: 'ask',
  updateFeed: 'https://updates.firm.example/latchkey',
  updateKey: `${'A'.repeat(43)}=`,
  updateChannel: 'beta',
  remotePictures: 'never',
  export: 'off',
  logLevel: 'detailed',
  remoteDebugging: true,
};

describe('a policy', () => {
  it('is read whole where it is in order', () => {
    expect(readPolicy(whole)).toEqual({ policy: whole, faults: [] });
    expect(Object.keys(whole).sort()).toEqual([...policyKeys].sort());
  });

  it.each([
    [{ server: 'http://mail.firm.example' }, {}, 'server'],
    [{ allowedServers: 'mail.firm.example' }, { allowedServers: [] }, 'allowedServers'],
    [{ allowedServers: ['https://x'] }, { allowedServers: [] }, 'allowedServers'],
    [{ updateMode: 'sometimes' }, { updateMode: 'off' }, 'updateMode'],
    [{ updateFeed: 'https://u.example' }, { updateMode: 'off' }, 'updateFeed'],
    [{ updateKey: 'short' }, {}, 'updateKey'],
    [{ remotePictures: false }, { remotePictures: 'never' }, 'remotePictures'],
    [{ export: 'no' }, { export: 'off' }, 'export'],
    [{ remoteDebugging: 'yes' }, { remoteDebugging: false }, 'remoteDebugging'],
    [{ remotePicture: 'never' }, {}, 'remotePicture'],
  ])('that is wrong in one key is named and closes rather than opens: %j', (raw, policy, key) => {
    const read = readPolicy(raw);
    expect(read.policy).toEqual(policy);
    expect(read.faults.map((fault) => fault.key)).toEqual([key]);
  });

  it('that is no policy at all closes everything', () => {
    for (const raw of [null, [], 'x', 4]) {
      expect(readPolicy(raw).policy).toEqual(closedPolicy);
      expect(readPolicy(raw).faults).toHaveLength(1);
    }
    expect(closedPolicy).toMatchObject({
      allowedServers: [],
      updateMode: 'off',
      remotePictures: 'never',
      export: 'off',
    });
  });

  it('is read from anything without throwing, and nothing unknown gets in', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (raw) => {
        const { policy } = readPolicy(raw);
        for (const key of Object.keys(policy)) expect(policyKeys).toContain(key);
      }),
    );
  });
});

describe('the servers it allows', () => {
  const policy = { allowedServers: ['mail.firm.example', '*.branch.example'] };
  it.each(['https://mail.firm.example', 'https://MAIL.firm.example:8443', 'https://a.branch.example'])(
    'hold %s',
    (url) => expect(allowsServer(policy, new URL(url))).toBe(true),
  );
  it.each([
    'https://mail.firm.example.evil.example',
    'https://branch.example',
    'https://evilbranch.example',
    'https://firm.example',
  ])('do not hold %s', (url) => expect(allowsServer(policy, new URL(url))).toBe(false));
  it('are all where it names none', () => expect(allowsServer({}, new URL('https://x.example'))).toBe(true));
});
