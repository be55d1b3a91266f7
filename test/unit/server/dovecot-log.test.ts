import { describe, expect, it } from 'vitest';
import { programOfFields, programOfParameters, readDovecotLine } from '../../../app/server/dovecot/log-line.ts';

describe("lines of Dovecot's log", () => {
  it('tells which process serves which sign-in', () => {
    const rest = 'method=PLAIN, rip=127.0.0.1, lip=127.0.0.1, mpid=9929, TLS, session=<X7hyq8dgvMh/AAAB>';
    expect(readDovecotLine(`imap-login: Info: Login: user=<ana@x.example>, ${rest}`)).toEqual({
      kind: 'login',
      protocol: 'imap',
      user: 'ana@x.example',
      pid: 9929,
      session: 'X7hyq8dgvMh/AAAB',
    });
    expect(readDovecotLine(`pop3-login: Info: Login: user=<ana@x.example>, ${rest}`)).toMatchObject({
      protocol: 'pop3',
    });
  });

  it('tells the end of a connection', () => {
    const line = 'imap(ana@x.example)<9929><X7hyq8dgvMh/AAAB>: Info: Disconnected: Logged out in=21 out=642';
    expect(readDovecotLine(line)).toEqual({ kind: 'end', session: 'X7hyq8dgvMh/AAAB' });
    const lost = 'imap(ana@x.example)<9929><X7hyq8dgvMh/AAAB>: Info: Connection closed (IDLE running)';
    expect(readDovecotLine(lost)).toEqual({ kind: 'end', session: 'X7hyq8dgvMh/AAAB' });
  });

  it('tells what a signed-in program calls itself', () => {
    const line = 'imap(ana@x.example)<9929><X7h/A>: Info: ID sent: name=Thunderbird, version=115.3';
    expect(readDovecotLine(line)).toEqual({
      kind: 'program',
      user: 'ana@x.example',
      session: 'X7h/A',
      program: 'Thunderbird 115.3',
    });
  });

  it('tells faults and keeps silent about the rest', () => {
    expect(readDovecotLine('auth: Error: something broke')).toEqual({
      kind: 'fault',
      text: 'auth: Error: something broke',
    });
    expect(readDovecotLine('master: Info: starting up for imap, pop3, lmtp')).toBeUndefined();
    expect(readDovecotLine('imap-login: Info: Disconnected: Aborted login: user=<a>, session=<b>')).toBeUndefined();
  });

  it('reads the program from an IMAP ID in both forms', () => {
    expect(programOfFields('name=Mail, version=16.0, os=macOS')).toBe('Mail 16.0');
    expect(programOfFields('version=1')).toBeUndefined();
    expect(programOfParameters('"name" "A \\"quoted\\" name" "version" NIL')).toBe('A "quoted" name');
    expect(programOfParameters('"vendor" "x" "NAME" "K-9" "version" "6.8"')).toBe('K-9 6.8');
    expect(programOfParameters('')).toBeUndefined();
  });
});
