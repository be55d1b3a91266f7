import { describe, expect, it } from 'vitest';
import { fileDanger } from '../../../app/domain/dangerous-files.ts';
import type { AuthenticationResult } from '../../../app/domain/message-facts.ts';
import { senderProof } from '../../../app/domain/sender-proof.ts';
import { conversationMessages } from '../../../app/mail/account/conversation-messages.ts';
import { spamFactsOf } from '../../../app/mail/mime/spam-facts.ts';
import type { StoredFolder, StoredRow } from '../../../app/store/port.ts';

const binary = 'application/octet-stream';

describe('a file that is attached', () => {
  it.each([
    ['setup.exe', 'program'],
    ['SETUP.EXE', 'program'],
    ['a.exe. ', 'program'],
    ['run.ps1', 'script'],
    ['page.hta', 'script'],
    ['x.msi', 'installer'],
    ['x.deb', 'installer'],
    ['x.lnk', 'shortcut'],
    ['x.desktop', 'shortcut'],
    ['x.url', 'shortcut'],
    ['budget.xlsm', 'macros'],
    ['x.iso', 'image'],
    ['login.html', 'page'],
    ['drawing.svg', 'page'],
    ['invoice.pdf.exe', 'disguised'],
    ['photo.jpg.scr', 'disguised'],
    ['gpj.\u202eexe', 'disguised'],
    ['invoice\u202efdp.exe', 'disguised'],
  ])('%s is not opened: %s', (name, danger) => expect(fileDanger(name, binary)).toBe(danger));

  it.each([
    'plan.pdf',
    'photo.jpg',
    'notes.txt',
    'table.xlsx',
    'letter.docx',
    'x.tar.gz',
    'no ending',
    'version 1.2',
    '日本.pdf',
  ])('%s is', (name) => expect(fileDanger(name, binary)).toBeUndefined());

  it('is judged by its bytes as well', () => {
    expect(fileDanger('plan.pdf', 'application/pdf', 'application/vnd.microsoft.portable-executable')).toBe(
      'disguised',
    );
    expect(fileDanger('noname', binary, 'application/x-elf')).toBe('program');
    expect(fileDanger('plan.pdf', 'application/pdf', 'application/pdf')).toBeUndefined();
  });
  it('is judged by what its sender calls it', () => {
    expect(fileDanger('page', 'text/html')).toBe('page');
    expect(fileDanger('thing', 'application/x-msdownload')).toBe('program');
  });
});

describe('who sent a message', () => {
  const result = (method: string, outcome: string, properties: Record<string, string> = {}): AuthenticationResult => ({
    method,
    result: outcome,
    properties,
  });
  const proof = (...results: AuthenticationResult[]) =>
    senderProof({ server: 'mx.here.example', results }, 'ada@Work.example').verdict;

  it('is proved by the rules of its domain, or by a signature of it', () => {
    expect(proof(result('dmarc', 'pass', { 'header.from': 'work.example' }))).toBe('proved');
    expect(proof(result('dkim', 'pass', { 'header.d': 'mail.work.example' }))).toBe('proved');
    expect(proof(result('dkim', 'fail'), result('spf', 'pass', { 'smtp.mailfrom': 'x@work.example' }))).toBe('proved');
  });
  it('is not proved by what vouches for somebody else', () => {
    expect(proof(result('dkim', 'pass', { 'header.d': 'bulk.example' }))).toBe('unknown');
    expect(proof(result('dmarc', 'pass', { 'header.from': 'bulk.example' }))).toBe('unknown');
    expect(proof(result('spf', 'pass', { 'smtp.mailfrom': 'evilwork.example' }))).toBe('unknown');
  });
  it('is denied by the rules of its domain, whatever else passed', () => {
    expect(proof(result('dmarc', 'fail'), result('spf', 'pass', { 'smtp.mailfrom': 'work.example' }))).toBe('failed');
    expect(proof(result('spf', 'softfail'), result('dkim', 'fail'))).toBe('failed');
  });
  it('is unknown where nobody says', () => {
    expect(senderProof(undefined, 'ada@work.example')).toEqual({ verdict: 'unknown', checks: [] });
    expect(proof(result('spf', 'none'), result('dkim', 'none'))).toBe('unknown');
  });
});

describe('what a filter wrote', () => {
  const facts = (name: string, value: string) => spamFactsOf([{ name, value }]);

  it('is read as SpamAssassin writes it', () => {
    expect(facts('x-spam-status', 'Yes, score=7.3 required=5.0 tests=BAYES_99,URIBL_BLACK autolearn=no')).toEqual({
      isJunk: true,
      points: 7.3,
      limit: 5,
      rules: ['BAYES_99', 'URIBL_BLACK'],
    });
  });
  it('is read as Rspamd writes it', () => {
    expect(
      facts(
        'x-spamd-result',
        'default: True [16.00 / 15.00]; R_SPF_FAIL(1.00)[-all]; GOOD_ONE(-2.00)[]; PHISHING(4.00)[]',
      ),
    ).toEqual({
      isJunk: true,
      points: 16,
      limit: 15,
      rules: ['R_SPF_FAIL', 'PHISHING'],
    });
  });
  it('is nothing where nobody wrote', () => expect(spamFactsOf([])).toBeUndefined());
});

describe('a conversation as it is read', () => {
  const folders = [
    ['INBOX', 'inbox'],
    ['Sent', 'sent'],
    ['All', 'all'],
    ['Bin', 'bin'],
  ].map(([path, role]) => ({ path, role })) as unknown as StoredFolder[];
  const row = (id: number, folder: string, messageId = `m${id}`) => ({ id, folder, messageId }) as StoredRow;

  it('has each message once, the opened one in its own folder, own answers included, nothing thrown away', () => {
    const opened = row(3, 'INBOX', 'b');
    const rows = [
      row(1, 'INBOX', 'a'),
      row(2, 'All', 'a'),
      opened,
      row(4, 'All', 'b'),
      row(5, 'Sent', 'c'),
      row(6, 'Bin', 'd'),
    ];
    expect(conversationMessages(rows, opened, folders).map(({ id }) => id)).toEqual([1, 3, 5]);
  });
  it('keeps messages without an id apart, and the opened one among many', () => {
    const rows = Array.from({ length: 500 }, (_, at) => row(at + 1, 'INBOX', at % 2 === 0 ? '' : `m${at}`));
    const first = rows[0] as StoredRow;
    const list = conversationMessages(rows, first, folders);
    expect(list).toHaveLength(200);
    expect(list[0]).toBe(first);
  });
});
