import {
  CalendarClock,
  CalendarDays,
  CalendarX2,
  Check,
  HelpCircle,
  type LucideIcon,
  MapPin,
  Repeat,
  Users,
  X,
} from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageBody } from '../../../app/domain/mail.ts';
import type { Invitation } from '../../../app/domain/message-facts.ts';
import { compose } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useToast } from '../../components/toasts.tsx';
import { useAccountSetting } from '../../hooks/use-account-setting.ts';
import { conflictsOf, endOf } from '../../invitation/conflicts.ts';
import type { Answer, InvitationFacts, Participant } from '../../invitation/invitation-facts.ts';
import { invitationFacts, parseInvitation } from '../../invitation/read-invitation.ts';
import { writeReply } from '../../invitation/write-reply.ts';
import { failureText } from '../../text/failure-text.ts';
import { timeSpanOf } from '../../text/time-span.ts';
import { useRepetitionText } from './repetition-text.ts';

const mostKept = 500;

type CardProps = {
  readonly body: MessageBody;
  readonly invitation: Invitation;
  /** The account's own address and name. */
  readonly address: string;
};

const nameOf = ({ name, address }: Participant): string => (name === '' ? address : name);

const Row = ({ icon, children }: { readonly icon: LucideIcon; readonly children: string }) => (
  <p className="invite__row">
    <Icon of={icon} />
    <span>{children}</span>
  </p>
);

/** Who has said what, in one line. */
const useAnswersText = (participants: readonly Participant[]): string => {
  const { t } = useTranslation();
  const count = (status: string): number => participants.filter((one) => one.status === status).length;
  return [
    t('reading.invite.invited', { count: participants.length }),
    ...(count('ACCEPTED') === 0 ? [] : [t('reading.invite.accepted', { count: count('ACCEPTED') })]),
    ...(count('TENTATIVE') === 0 ? [] : [t('reading.invite.tentative', { count: count('TENTATIVE') })]),
    ...(count('DECLINED') === 0 ? [] : [t('reading.invite.declined', { count: count('DECLINED') })]),
  ].join(' · ');
};

const useHeading = (facts: InvitationFacts): string => {
  const { t } = useTranslation();
  const [who] = facts.participants;
  switch (facts.kind) {
    case 'cancelled':
      return t('reading.invite.cancelled');
    case 'reply': {
      const name = who === undefined ? '' : nameOf(who);
      if (who?.status === 'ACCEPTED') return t('reading.invite.replyAccepted', { name });
      if (who?.status === 'DECLINED') return t('reading.invite.replyDeclined', { name });
      return t('reading.invite.replyTentative', { name });
    }
    case 'counter':
      return t('reading.invite.counter');
    case 'published':
      return t('reading.invite.published');
    case 'request':
      return facts.sequence > 0 ? t('reading.invite.updated') : t('reading.invite.request');
  }
};

/** An invitation in words, and the three answers to it, which go out by mail. */
export const InvitationCard = ({ body, invitation, address }: CardProps) => {
  const { t } = useTranslation();
  const toast = useToast();
  const [identities] = useAccountSetting('identities');
  const [answers, keepAnswers] = useAccountSetting('invitationAnswers');
  const [busy, setBusy] = useState<Answer>();
  const read = useMemo(() => {
    const parsed = parseInvitation(invitation.text);
    const facts = parsed && invitationFacts(parsed, invitation.method);
    return parsed === undefined || facts === undefined ? undefined : { parsed, facts };
  }, [invitation]);
  if (read === undefined) return <p className="msg__note">{t('reading.invite.unreadable')}</p>;
  const { parsed, facts } = read;
  const own = [address, ...(identities ?? []).map((one) => one.address)].map((one) => one.toLowerCase());
  const me = facts.participants.find((one) => own.includes(one.address.toLowerCase()));
  const id = `${facts.uid} ${facts.occurrence}`;
  const given = answers !== undefined && Object.hasOwn(answers, id) ? answers[id] : undefined;
  const isAnswered = given !== undefined && given.sequence >= facts.sequence;
  const organizer = facts.organizer;
  const isMine = organizer !== undefined && own.includes(organizer.address.toLowerCase());
  const canAnswer = facts.kind === 'request' && organizer !== undefined && !isMine;
  const said = {
    ACCEPTED: t('reading.invite.youAccepted'),
    TENTATIVE: t('reading.invite.youTentative'),
    DECLINED: t('reading.invite.youDeclined'),
  };
  const subjects = {
    ACCEPTED: t('reading.invite.subjectAccepted', { title: facts.title }),
    TENTATIVE: t('reading.invite.subjectTentative', { title: facts.title }),
    DECLINED: t('reading.invite.subjectDeclined', { title: facts.title }),
  };
  const answer = async (choice: Answer): Promise<void> => {
    if (organizer === undefined || busy !== undefined) return;
    setBusy(choice);
    const from = me?.address ?? address;
    const name = identities?.find((one) => one.address.toLowerCase() === from.toLowerCase())?.name ?? me?.name ?? '';
    const text = writeReply(parsed, { name, address: from }, choice, new Date());
    const reply = await compose.send({
      letter: {
        from: { name, address: from },
        replyTo: [],
        to: [{ name: organizer.name, address: organizer.address }],
        cc: [],
        bcc: [],
        subject: subjects[choice].replace(/\s+/g, ' '),
        text: subjects[choice],
        ...(body.messageId === undefined ? {} : { inReplyTo: body.messageId }),
        references: body.messageId === undefined ? [] : [body.messageId],
        files: [],
        calendar: { method: 'REPLY', text },
      },
    });
    setBusy(undefined);
    if (!reply.ok) {
      const { title, means } = failureText(t, reply.error);
      toast({ text: title, detail: means, tone: 'danger' });
      return;
    }
    toast({ text: t('reading.invite.sent', { name: nameOf(organizer) }) });
    const kept = Object.entries(answers ?? {}).sort(([, one], [, other]) => other.at - one.at);
    const now = {
      answer: choice,
      sequence: facts.sequence,
      at: Date.now(),
      title: facts.title.slice(0, 500),
      start: facts.start,
      end: endOf(facts.start, facts.end, facts.wholeDays),
    };
    void keepAnswers(Object.fromEntries([[id, now], ...kept.filter(([key]) => key !== id).slice(0, mostKept - 1)]));
  };
  const choices = [
    { choice: 'ACCEPTED', label: t('reading.invite.accept'), icon: Check },
    { choice: 'TENTATIVE', label: t('reading.invite.maybe'), icon: HelpCircle },
    { choice: 'DECLINED', label: t('reading.invite.decline'), icon: X },
  ] as const;
  return (
    <InvitationView facts={facts}>
      {canAnswer
        ? conflictsOf(answers ?? {}, id, {
            start: facts.start,
            end: endOf(facts.start, facts.end, facts.wholeDays),
          }).map((other) => (
            <p key={`${other.start} ${other.title}`} className="invite__row invite__conflict">
              <Icon of={CalendarClock} />
              <span>
                {t('reading.invite.conflict', {
                  title: other.title === '' ? t('reading.invite.untitled') : other.title,
                  when: timeSpanOf({ start: other.start, end: other.end, wholeDays: false }),
                })}
              </span>
            </p>
          ))
        : null}
      {canAnswer ? (
        <div className="invite__answers">
          {isAnswered ? (
            <p role="status" className="invite__said">
              {said[given.answer]}
            </p>
          ) : given === undefined ? null : (
            <p className="invite__said">{t('reading.invite.changed')}</p>
          )}
          {choices.map(({ choice, label, icon }) => (
            <Button
              key={choice}
              size="s"
              icon={icon}
              busy={busy === choice}
              aria-pressed={isAnswered && given.answer === choice}
              onClick={() => void answer(choice)}
            >
              {label}
            </Button>
          ))}
        </div>
      ) : null}
    </InvitationView>
  );
};

const InvitationView = ({
  facts,
  children,
}: {
  readonly facts: InvitationFacts;
  readonly children: React.ReactNode;
}) => {
  const { t } = useTranslation();
  const heading = useHeading(facts);
  const answers = useAnswersText(facts.participants);
  const repeats = useRepetitionText(facts);
  return (
    <section className={`invite ${facts.kind === 'cancelled' ? 'invite--off' : ''}`} aria-label={heading}>
      <p className="invite__kind">
        <Icon of={facts.kind === 'cancelled' ? CalendarX2 : CalendarDays} />
        {heading}
      </p>
      <h3 className="invite__title">{facts.title === '' ? t('reading.invite.untitled') : facts.title}</h3>
      <p className="invite__when">{timeSpanOf(facts)}</p>
      {repeats === '' ? null : <Row icon={Repeat}>{repeats}</Row>}
      {facts.place === '' ? null : <Row icon={MapPin}>{facts.place}</Row>}
      {facts.organizer === undefined ? null : (
        <Row icon={Users}>
          {[
            t('reading.invite.by', { name: nameOf(facts.organizer) }),
            ...(facts.participants.length === 0 ? [] : [answers]),
          ].join(' · ')}
        </Row>
      )}
      {facts.notes === '' ? null : <p className="invite__notes">{facts.notes}</p>}
      {children}
    </section>
  );
};
