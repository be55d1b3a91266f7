import { describe, expect, it, vi } from 'vitest';

vi.mock('electron', () => ({ shell: {}, net: {} }));

const { fileOfAddress } = await import('../../../main/security/app-protocol.ts');
const { messagePolicy, shellPolicy } = await import('../../../main/security/content-security-policy.ts');
const { externalAddress } = await import('../../../main/security/external-links.ts');

describe('the page of the application', () => {
  it('is served from its folder', () => {
    expect(fileOfAddress('/program/renderer', 'app://latchkey/assets/index.js')).toBe(
      '/program/renderer/assets/index.js',
    );
  });

  it.each([
    'app://latchkey/../main/index.js',
    'app://latchkey/%2e%2e/main/index.js',
    'app://latchkey/..%2fmain/index.js',
    'app://latchkey/%2e%2e%2f%2e%2e%2fetc/passwd',
    'app://elsewhere/index.html',
    'app://latchkey/',
    'app://latchkey/notes.txt',
    'app://latchkey/%zz.js',
    'no address',
  ])('is not left by %s', (address) => {
    const file = fileOfAddress('/program/renderer', address);
    expect(file === undefined || file.startsWith('/program/renderer/')).toBe(true);
    expect(file).not.toBe('/program/main/index.js');
  });

  it('runs only its own scripts and talks to nobody', () => {
    const policy = shellPolicy(false);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
  });
});

describe('the frame of a message', () => {
  it('loads nothing from the network by itself and never a script', () => {
    expect(messagePolicy(false)).toContain("default-src 'none'");
    expect(messagePolicy(false)).not.toMatch(/https?:|script-src/);
    expect(messagePolicy(true)).toContain('img-src data: https: http:');
    expect(messagePolicy(true)).not.toContain('script-src');
  });
});

describe('a link to the outside', () => {
  it.each(['https://x.example/a?b', 'http://x.example/', 'mailto:a@x.example', 'otpauth://totp/x?secret=y'])(
    '%s may leave',
    (url) => {
      expect(externalAddress(url)).toBe(url);
    },
  );

  it.each([
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'smb://host/share',
    'app://latchkey/',
    'x',
    '',
  ])('%s may not', (url) => {
    expect(externalAddress(url)).toBeUndefined();
  });
});
