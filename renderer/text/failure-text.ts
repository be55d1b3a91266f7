import type { TFunction } from 'i18next';
import type { CertificateFacts, Failure, KeychainState, MailRefusal, StoreFault } from '../../app/domain/failure.ts';
import { type Said, say, type TextKey } from './keys.ts';

export type FailureTone = 'neutral' | 'warn' | 'danger';

/** What happened, what it means, what to do next. */
export type FailureText = {
  readonly title: string;
  readonly means: string;
  readonly next: string;
  readonly tone: FailureTone;
};

/** What a sentence may name beside what the failure itself carries. */
export type FailureContext = { readonly host?: string; readonly address?: string; readonly version?: string };

type Sentences = { readonly title: Said; readonly means: Said; readonly next: Said; readonly tone: FailureTone };

const of = (
  tone: FailureTone,
  title: TextKey,
  means: TextKey,
  next: TextKey,
  values: Readonly<Record<string, string | number>> = {},
): Sentences => ({ tone, title: { key: title, values }, means: { key: means, values }, next: { key: next, values } });

const noSetupMeans: Readonly<Record<Extract<Failure, { code: 'noSetup' }>['cause'], TextKey>> = {
  schemaOutdated: 'failure.noSetup.schemaOutdated',
  readOnlyDirectory: 'failure.noSetup.readOnlyDirectory',
  directoryUnavailable: 'failure.noSetup.directoryUnavailable',
  disabledByPolicy: 'failure.noSetup.disabledByPolicy',
  unknown: 'failure.noSetup.unknown',
};

const recoveryTitles: Readonly<Record<Extract<Failure, { code: 'recoveryEmail' }>['reason'], TextKey>> = {
  invalid: 'failure.recoveryEmail.invalid.title',
  sameAsAccount: 'failure.recoveryEmail.sameAsAccount.title',
  ownAlias: 'failure.recoveryEmail.ownAlias.title',
};

const recoveryMeans: Readonly<Record<Extract<Failure, { code: 'recoveryEmail' }>['reason'], TextKey>> = {
  invalid: 'failure.recoveryEmail.invalid.means',
  sameAsAccount: 'failure.recoveryEmail.sameAsAccount.means',
  ownAlias: 'failure.recoveryEmail.ownAlias.means',
};

const unreachableMeans: Readonly<Record<Extract<Failure, { code: 'unreachable' }>['cause'], TextKey>> = {
  unknownHost: 'failure.unreachable.unknownHost',
  refused: 'failure.unreachable.refused',
  timeout: 'failure.unreachable.timeout',
  interrupted: 'failure.unreachable.interrupted',
  offline: 'failure.unreachable.offline.means',
  tls: 'failure.unreachable.tls',
  other: 'failure.unreachable.other',
};

const certificateMeans: Readonly<Record<CertificateFacts['reason'], TextKey>> = {
  selfSigned: 'failure.certificate.selfSigned',
  unknownAuthority: 'failure.certificate.unknownAuthority',
  expired: 'failure.certificate.expired',
  notYetValid: 'failure.certificate.notYetValid',
  wrongHost: 'failure.certificate.wrongHost',
  changed: 'failure.certificate.changed',
  other: 'failure.certificate.other',
};

const mailUnavailable: Readonly<Record<Extract<Failure, { code: 'mailUnavailable' }>['cause'], TextKey>> = {
  offline: 'failure.mailUnavailable.offline',
  starting: 'failure.mailUnavailable.starting',
  gone: 'failure.mailUnavailable.gone',
};

const storeSentences: Readonly<Record<StoreFault, readonly [TextKey, TextKey, TextKey]>> = {
  diskFull: [
    'failure.localStore.diskFull.title',
    'failure.localStore.diskFull.means',
    'failure.localStore.diskFull.next',
  ],
  damaged: ['failure.localStore.damaged.title', 'failure.localStore.damaged.means', 'failure.localStore.damaged.next'],
  newerSchema: [
    'failure.localStore.newerSchema.title',
    'failure.localStore.newerSchema.means',
    'failure.localStore.newerSchema.next',
  ],
  unreadable: [
    'failure.localStore.unreadable.title',
    'failure.localStore.unreadable.means',
    'failure.localStore.unreadable.next',
  ],
  notOpened: [
    'failure.localStore.notOpened.title',
    'failure.localStore.notOpened.means',
    'failure.localStore.notOpened.next',
  ],
};

const refusalSentences: Readonly<Record<MailRefusal, readonly [TextKey, TextKey, TextKey]>> = {
  trustEnded: [
    'failure.mailRefused.trustEnded.title',
    'failure.mailRefused.trustEnded.means',
    'failure.mailRefused.next',
  ],
  revoked: ['failure.mailRefused.revoked.title', 'failure.mailRefused.revoked.means', 'failure.mailRefused.next'],
  passwordChanged: [
    'failure.mailRefused.passwordChanged.title',
    'failure.mailRefused.passwordChanged.means',
    'failure.mailRefused.next',
  ],
  secondFactorOn: [
    'failure.mailRefused.secondFactorOn.title',
    'failure.mailRefused.secondFactorOn.means',
    'failure.mailRefused.next',
  ],
  accountDisabled: [
    'failure.mailRefused.accountDisabled.title',
    'failure.mailRefused.accountDisabled.means',
    'failure.mailRefused.accountDisabled.next',
  ],
};

const keychainTitles: Readonly<Record<KeychainState, TextKey>> = {
  locked: 'failure.keychain.locked.title',
  denied: 'failure.keychain.denied.title',
  missing: 'failure.keychain.missing.title',
  backendChanged: 'failure.keychain.backendChanged.title',
  unreadable: 'failure.keychain.unreadable.title',
};

const keychainMeans: Readonly<Record<KeychainState, TextKey>> = {
  locked: 'failure.keychain.locked.means',
  denied: 'failure.keychain.denied.means',
  missing: 'failure.keychain.missing.means',
  backendChanged: 'failure.keychain.backendChanged.means',
  unreadable: 'failure.keychain.unreadable.means',
};

const sentencesOf = (failure: Failure, context: FailureContext): Sentences => {
  const host = context.host ?? '';
  switch (failure.code) {
    case 'authFailed':
      return of('danger', 'failure.authFailed.title', 'failure.authFailed.means', 'failure.authFailed.next');
    case 'accountDisabled':
      return failure.reason === 'secondFactorAttempts'
        ? of(
            'danger',
            'failure.accountDisabled.title',
            'failure.accountDisabled.codes.means',
            'failure.accountDisabled.codes.next',
            { address: context.address ?? '' },
          )
        : of(
            'danger',
            'failure.accountDisabled.title',
            'failure.accountDisabled.byHand.means',
            'failure.accountDisabled.byHand.next',
          );
    case 'tryLater':
      return of('neutral', 'failure.tryLater.title', 'failure.tryLater.means', 'failure.tryLater.next', {
        count: failure.retryAfter,
      });
    case 'clientTooOld':
      return of('warn', 'failure.clientTooOld.title', 'failure.clientTooOld.means', 'failure.clientTooOld.next', {
        host,
        minimum: failure.minimumVersion,
        version: context.version ?? '',
      });
    case 'wrongCode':
      return of(
        'warn',
        'failure.wrongCode.title',
        failure.attemptsLeft === 1 ? 'failure.wrongCode.lastAttempt' : 'failure.wrongCode.means',
        'failure.wrongCode.next',
        {
          used: failure.failedAttempts,
          all: failure.failedAttempts + failure.attemptsLeft,
          count: failure.attemptsLeft,
        },
      );
    case 'noSetup':
      return of('danger', 'failure.noSetup.title', noSetupMeans[failure.cause], 'failure.noSetup.next');
    case 'alreadySetUp':
      return of('warn', 'failure.alreadySetUp.title', 'failure.alreadySetUp.means', 'failure.alreadySetUp.next');
    case 'notEnrolled':
      return of('warn', 'failure.notEnrolled.title', 'failure.notEnrolled.means', 'failure.notEnrolled.next');
    case 'recoveryEmail':
      return of('danger', recoveryTitles[failure.reason], recoveryMeans[failure.reason], 'failure.recoveryEmail.next');
    case 'wrongRecoveryCode':
      return of(
        'warn',
        'failure.wrongRecoveryCode.title',
        failure.attemptsLeft === 0 ? 'failure.wrongRecoveryCode.void' : 'failure.wrongRecoveryCode.means',
        failure.attemptsLeft === 0 ? 'failure.wrongRecoveryCode.nextVoid' : 'failure.wrongRecoveryCode.next',
        { count: failure.attemptsLeft },
      );
    case 'noRecoveryEmail':
      return of(
        'danger',
        'failure.noRecoveryEmail.title',
        'failure.noRecoveryEmail.means',
        'failure.noRecoveryEmail.next',
      );
    case 'recoveryNotSent':
      return of(
        'warn',
        'failure.recoveryNotSent.title',
        'failure.recoveryNotSent.means',
        'failure.recoveryNotSent.next',
      );
    case 'stepUpRequired':
      return of(
        'neutral',
        'failure.stepUpRequired.title',
        'failure.stepUpRequired.means',
        'failure.stepUpRequired.next',
      );
    case 'appPasswordLimit':
      return of(
        'warn',
        'failure.appPasswordLimit.title',
        'failure.appPasswordLimit.means',
        'failure.appPasswordLimit.next',
        { count: failure.limit },
      );
    case 'accountHere':
      return of('neutral', 'accountHere.title', 'accountHere.means', 'accountHere.next', {
        address: failure.address,
      });
    case 'alreadyExists':
      return of('warn', 'failure.alreadyExists.title', 'failure.alreadyExists.means', 'failure.alreadyExists.next');
    case 'noSuchEntity':
      return of('neutral', 'failure.noSuchEntity.title', 'failure.noSuchEntity.means', 'failure.noSuchEntity.next');
    case 'signInRequired':
      return of(
        'neutral',
        'failure.signInRequired.title',
        'failure.signInRequired.means',
        'failure.signInRequired.next',
      );
    case 'sessionEnded':
      return of('neutral', 'failure.sessionEnded.title', 'failure.sessionEnded.means', 'failure.sessionEnded.next');
    case 'unreachable':
      return failure.cause === 'offline'
        ? of(
            'neutral',
            'failure.unreachable.offline.title',
            'failure.unreachable.offline.means',
            'failure.unreachable.offline.next',
          )
        : of('danger', 'failure.unreachable.title', unreachableMeans[failure.cause], 'failure.unreachable.next', {
            host: failure.host,
          });
    case 'certificate':
      return of(
        'danger',
        'failure.certificate.title',
        certificateMeans[failure.certificate.reason],
        'failure.certificate.next',
        { host: failure.certificate.host },
      );
    case 'captivePortal':
      return of('warn', 'failure.captivePortal.title', 'failure.captivePortal.means', 'failure.captivePortal.next', {
        host: failure.host,
      });
    case 'unsupportedServer':
      return of(
        'danger',
        'failure.unsupportedServer.title',
        'failure.unsupportedServer.means',
        'failure.unsupportedServer.next',
        { host: failure.host },
      );
    case 'noMailSettings':
      return of(
        'danger',
        'failure.noMailSettings.title',
        'failure.noMailSettings.means',
        'failure.noMailSettings.next',
        { host: failure.host },
      );
    case 'serverError':
      return of('danger', 'failure.serverError.title', 'failure.serverError.means', 'failure.serverError.next', {
        detail: failure.detail,
      });
    case 'mailRefused':
      if (failure.cause !== undefined) return of('danger', ...refusalSentences[failure.cause]);
      return of(
        'danger',
        'failure.mailRefused.title',
        failure.reason === '' ? 'failure.mailRefused.means' : 'failure.mailRefused.meansWithReason',
        'failure.mailRefused.next',
        { reason: failure.reason },
      );
    case 'mailUnavailable':
      return of(
        'neutral',
        'failure.mailUnavailable.title',
        mailUnavailable[failure.cause],
        failure.cause === 'gone' ? 'failure.mailUnavailable.nextGone' : 'failure.mailUnavailable.next',
      );
    case 'localStore':
      return of('danger', ...storeSentences[failure.fault]);
    case 'keychain':
      return of('warn', keychainTitles[failure.state], keychainMeans[failure.state], 'failure.keychain.next');
    case 'byPolicy':
      return of(
        'neutral',
        'failure.byPolicy.title',
        failure.what === 'server' ? 'failure.byPolicy.server' : 'failure.byPolicy.export',
        'failure.byPolicy.next',
      );
    case 'trustRemains':
      return of(
        'warn',
        'trustRemains.title',
        failure.cause === 'unreachable' ? 'trustRemains.unreachable' : 'trustRemains.signInNeeded',
        'trustRemains.next',
      );
    case 'enforced':
      return of('neutral', 'enforced.title', 'enforced.means', 'enforced.next');
    case 'notSaved':
      return of(
        'warn',
        'failure.notSaved.title',
        failure.cause === 'full' ? 'failure.notSaved.full' : 'failure.notSaved.refused',
        'failure.notSaved.next',
      );
    case 'wrongStep':
      return of('neutral', 'failure.wrongStep.title', 'failure.wrongStep.means', 'failure.wrongStep.next');
    case 'invalidInput':
      return of('warn', 'failure.invalidInput.title', 'failure.invalidInput.means', 'failure.invalidInput.next');
    case 'internal':
      return of('danger', 'failure.internal.title', 'failure.internal.means', 'failure.internal.next');
  }
};

/** The sentences for a failure; the compiler sees to it that no member of the union goes without. */
export const failureText = (t: TFunction, failure: Failure, context: FailureContext = {}): FailureText => {
  const { tone, title, means, next } = sentencesOf(failure, context);
  return { tone, title: say(t, title), means: say(t, means), next: say(t, next) };
};
