import type { TFunction } from 'i18next';
import type { Failure } from '../../app/domain/failure.ts';
import { dateAndTimeOf } from './dates.ts';

type About = { readonly address: string; readonly host: string; readonly at: Date };

/** A ready message for what only an administrator can change; undefined where a person can go on alone. */
export const administratorMessage = (
  t: TFunction,
  failure: Failure,
  { address, host, at }: About,
): string | undefined => {
  const when = dateAndTimeOf(at.toISOString());
  switch (failure.code) {
    case 'accountDisabled':
      return failure.reason === 'secondFactorAttempts'
        ? t('administrator.disabledByCodes', { address, host, when })
        : t('administrator.disabledByHand', { address, host, when });
    case 'noSetup':
      switch (failure.cause) {
        case 'schemaOutdated':
          return t('administrator.noSetup.schemaOutdated', { address, host, when });
        case 'readOnlyDirectory':
          return t('administrator.noSetup.readOnlyDirectory', { address, host, when });
        case 'directoryUnavailable':
          return t('administrator.noSetup.directoryUnavailable', { address, host, when });
        case 'disabledByPolicy':
          return t('administrator.noSetup.disabledByPolicy', { address, host, when });
        case 'unknown':
          return t('administrator.noSetup.unknown', { address, host, when });
      }
      break;
    case 'noRecoveryEmail':
      return t('administrator.noRecoveryEmail', { address, host });
    case 'recoveryNotSent':
      return t('administrator.recoveryNotSent', { address, host, when });
    case 'mailRefused':
      return failure.cause === 'accountDisabled' ? t('administrator.stoppedMail', { address, host, when }) : undefined;
    case 'unsupportedServer':
      return t('administrator.unsupportedServer', { address, host, when });
    case 'noMailSettings':
      return t('administrator.noMailSettings', { address, host, when });
    case 'serverError':
      return t('administrator.serverError', { address, host, when, detail: failure.detail });
  }
  return undefined;
};
