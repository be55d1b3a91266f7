import { release } from 'node:os';
import { type Policy, policyKeys } from '../../app/domain/policy.ts';
import { redact } from './redact.ts';

/** Lines of the log that go with a report. */
export const reportLines = 200;

export type ReportFacts = {
  readonly version: string;
  readonly packaged: boolean;
  readonly locale: string;
  readonly policy: Policy;
  readonly policyFaults: readonly string[];
  /** The step each account is at: no address, no server. */
  readonly accounts: readonly string[];
  readonly crashes: number;
  readonly update: string;
  readonly log: readonly string[];
};

const environment = process.env;

/** A text a person can read before sending it: facts about program and system, then the last lines of the log. */
export const writeReport = (facts: ReportFacts): string => {
  const { electron = '', chrome = '', node } = process.versions;
  const held = policyKeys.filter((key) => facts.policy[key] !== undefined);
  const lines: readonly (readonly [string, string])[] = [
    ['version', `${facts.version}${facts.packaged ? '' : ' (not packaged)'}`],
    ['runtime', `Electron ${electron}, Chromium ${chrome}, Node ${node}`],
    ['system', `${process.platform} ${release()} ${process.arch}`],
    ['desktop', [environment['XDG_SESSION_TYPE'], environment['XDG_CURRENT_DESKTOP']].filter(Boolean).join(' ') || '-'],
    ['language', facts.locale],
    ['accounts', facts.accounts.join(', ') || 'none'],
    ['policy', held.join(', ') || 'none'],
    ['policy faults', facts.policyFaults.join('; ') || 'none'],
    ['updates', facts.update],
    ['crash reports kept here', String(facts.crashes)],
  ];
  const head = lines.map(([name, value]) => `${name}: ${redact(value)}`).join('\n');
  return `Latchkey Mail, diagnostics\n\n${head}\n\nLast lines of the log:\n${facts.log.join('\n') || '(none)'}\n`;
};
