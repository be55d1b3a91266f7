import {
  ArrowUpCircle,
  Hourglass,
  type LucideIcon,
  MailWarning,
  MailX,
  ShieldAlert,
  UserRoundX,
  Wifi,
  WifiOff,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../app/domain/failure.ts';
import { administratorMessage } from '../text/administrator-message.ts';
import { type FailureContext, failureText } from '../text/failure-text.ts';
import { Banner } from './banner.tsx';
import { CopyButton } from './copy-button.tsx';
import { UpdateStatus } from './update-status.tsx';

const iconOf = (failure: Failure): LucideIcon | undefined => {
  switch (failure.code) {
    case 'accountDisabled':
      return UserRoundX;
    case 'tryLater':
      return Hourglass;
    case 'clientTooOld':
      return ArrowUpCircle;
    case 'certificate':
      return ShieldAlert;
    case 'captivePortal':
      return Wifi;
    case 'noRecoveryEmail':
      return MailX;
    case 'recoveryNotSent':
      return MailWarning;
    case 'unreachable':
      return failure.cause === 'offline' ? WifiOff : undefined;
    default:
      return undefined;
  }
};

type FailureBannerProps = {
  readonly failure: Failure;
  readonly context?: FailureContext;
  readonly actions?: ReactNode;
};

/** A failure in words, and the message for an administrator where only one can help. */
export const FailureBanner = ({ failure, context = {}, actions }: FailureBannerProps) => {
  const { t } = useTranslation();
  const { tone, title, means, next } = failureText(t, failure, context);
  const icon = iconOf(failure);
  const message = administratorMessage(t, failure, {
    address: context.address ?? '',
    host: context.host ?? '',
    at: new Date(),
  });
  return (
    <div className="stack">
      <Banner
        tone={tone}
        title={title}
        appears
        {...(icon === undefined ? {} : { icon })}
        {...(actions === undefined ? {} : { actions })}
      >
        <p>{means}</p>
        {next === '' ? null : <p>{next}</p>}
      </Banner>
      {failure.code === 'clientTooOld' ? <UpdateStatus /> : null}
      {message === undefined ? null : (
        <>
          <div className="said">{message}</div>
          <div className="ways">
            <CopyButton text={message} label={t('administrator.copy')} size="l" />
          </div>
        </>
      )}
    </div>
  );
};
