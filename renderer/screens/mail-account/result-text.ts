import type { ServiceResult } from '../../../app/domain/mail-check.ts';
import type { TextKey } from '../../text/keys.ts';

type Sentences = { readonly means: TextKey; readonly next?: TextKey };

const unreachable: Readonly<Record<Extract<ServiceResult, { state: 'unreachable' }>['cause'], Sentences>> = {
  unknownHost: { means: 'mailAccount.result.unknownHost', next: 'mailAccount.result.unknownHostNext' },
  refused: { means: 'mailAccount.result.closed', next: 'mailAccount.result.closedNext' },
  timeout: { means: 'mailAccount.result.timeout', next: 'mailAccount.result.timeoutNext' },
  interrupted: { means: 'mailAccount.result.interrupted', next: 'mailAccount.result.interruptedNext' },
  offline: { means: 'mailAccount.result.offline', next: 'mailAccount.result.offlineNext' },
  other: { means: 'mailAccount.result.other', next: 'mailAccount.result.otherNext' },
};

const states: Readonly<Record<Exclude<ServiceResult['state'], 'unreachable'>, Sentences>> = {
  ok: { means: 'mailAccount.result.ok' },
  reached: { means: 'mailAccount.result.reached' },
  notTls: { means: 'mailAccount.result.notTls', next: 'mailAccount.result.notTlsNext' },
  noStartTls: { means: 'mailAccount.result.noStartTls', next: 'mailAccount.result.noStartTlsNext' },
  notThisService: { means: 'mailAccount.result.notThisService', next: 'mailAccount.result.notThisServiceNext' },
  certificate: { means: 'mailAccount.result.certificate' },
  refused: { means: 'mailAccount.result.refused', next: 'mailAccount.result.refusedNext' },
  askedToWait: { means: 'mailAccount.result.askedToWait', next: 'mailAccount.result.askedToWaitNext' },
  noPassword: { means: 'mailAccount.result.noPassword', next: 'mailAccount.result.noPasswordNext' },
};

/** What a service came to, and what to do. */
export const resultText = (result: ServiceResult): Sentences =>
  result.state === 'unreachable' ? unreachable[result.cause] : states[result.state];
