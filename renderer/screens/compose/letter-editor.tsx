import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Identity, Signature, Template } from '../../../app/domain/account-settings.ts';
import type { MailAddress } from '../../../app/domain/mail.ts';
import { compose, windows } from '../../bridge.ts';
import { useCommands } from '../../commands/use-commands.ts';
import { useSpelling } from '../../hooks/use-spelling.ts';
import { textHtml } from '../../logic/writing/plain-text.ts';
import { kindOf, parseRecipients, withoutDoubles } from '../../logic/writing/recipients.ts';
import type { Begun } from './begin.ts';
import { RichEditor } from './editor.tsx';
import { Inspector } from './inspector.tsx';
import { LetterFoot } from './letter-foot.tsx';
import { LetterHead, type People } from './letter-head.tsx';
import { letterMenu } from './letter-menu.ts';
import { LetterNotes } from './letter-notes.tsx';
import type { LetterPlace } from './letter-place.ts';
import { type LetterQuestion, LetterQuestions } from './letter-questions.tsx';
import type { RecipientsHandle } from './recipients.tsx';
import { Toolbar } from './toolbar.tsx';
import { useDraft, type WindowDraft } from './use-draft.ts';
import { useFileDrop } from './use-file-drop.ts';
import { useFiles } from './use-files.ts';
import { useLeaving } from './use-leaving.ts';
import { useLetterText } from './use-letter-text.ts';
import { useSending } from './use-sending.ts';
import { useTemplates } from './use-templates.ts';

type LetterEditorProps = {
  readonly begun: Begun;
  readonly identities: readonly Identity[];
  readonly signatures: readonly Signature[];
  readonly place: LetterPlace;
  readonly onPlace: (place: string) => void;
};

const editable = (list: readonly MailAddress[]): MailAddress[] => list.map((person) => ({ ...person }));

/** One message while it is written: kept as one types, checked and sent. */
export const LetterEditor = ({ begun, identities, signatures, place, onPlace }: LetterEditorProps) => {
  const { t } = useTranslation();
  const [people, setPeople] = useState<People>({ to: begun.to, cc: begun.cc, bcc: begun.bcc });
  const [shown, setShown] = useState({ cc: begun.cc.length > 0, bcc: begun.bcc.length > 0 });
  const [from, setFrom] = useState(begun.from);
  const [replyTo, setReplyTo] = useState(begun.replyTo);
  const [subject, setSubject] = useState(begun.subject);
  const text = useLetterText(begun);
  const { plain, editor } = text;
  const [signature, setSignature] = useState(
    () => identities.find(({ address }) => address === begun.from.address)?.signature ?? '',
  );
  const [question, setQuestion] = useState<LetterQuestion>();
  const [within, setWithin] = useState(!place.below);
  /** Puts something into the text, which must not lose the focus to the menu's button. */
  const afterMenu = useRef<() => void>(undefined);
  const fields = {
    to: useRef<RecipientsHandle>(null),
    cc: useRef<RecipientsHandle>(null),
    bcc: useRef<RecipientsHandle>(null),
    subject: useRef<HTMLInputElement>(null),
  };

  const letter = (changed: Partial<People> = {}): WindowDraft => ({
    from,
    replyTo: editable(replyTo),
    to: editable(changed.to ?? people.to),
    cc: editable(changed.cc ?? people.cc),
    bcc: editable(changed.bcc ?? people.bcc),
    subject,
    ...text.read(),
    ...(begun.inReplyTo === undefined ? {} : { inReplyTo: begun.inReplyTo }),
    references: [...begun.references],
    files: [...files.list],
    ...(begun.about === undefined ? {} : { about: begun.about }),
  });
  const draft = useDraft(begun.id, begun.kept, () => (text.isThere ? letter() : undefined), place.keep);
  const files = useFiles(begun.id, begun.files, draft.touch);
  const templates = useTemplates();
  const drop = useFileDrop(files.add);
  const spelling = useSpelling(t);
  const unkept = useLeaving(place, draft);
  const everybody = (): People => ({
    to: fields.to.current?.commit() ?? people.to,
    cc: fields.cc.current?.commit() ?? people.cc,
    bcc: fields.bcc.current?.commit() ?? people.bcc,
  });
  const sending = useSending({
    id: begun.id,
    begunAt: begun.sendAt === undefined ? undefined : new Date(begun.sendAt),
    draft,
    everybody,
    letter,
    checked: () => ({
      own: from.address,
      subject,
      text: text.read().text,
      files: files.list.length,
      tooLarge: files.tooLarge,
    }),
    onHindered: () => fields.to.current?.focus(),
    onSent: place.leave,
  });
  const { at, setAt, send } = sending;

  const { isThere } = text;
  useEffect(() => {
    if (isThere) place.ready();
  }, [isThere, place]);
  useEffect(() => onPlace(subject.trim() === '' ? t('compose.new') : subject), [subject, onPlace, t]);
  useCommands(within, { 'compose.send': send, 'compose.attach': files.choose });

  const discard = async (): Promise<void> => {
    draft.end();
    await compose.discardDraft({ id: begun.id });
    place.leave();
  };
  const isEmpty = (): boolean => {
    const { to, cc, bcc } = people;
    return (
      to.length + cc.length + bcc.length + files.list.length === 0 &&
      subject === '' &&
      draft.status.state === 'untouched'
    );
  };
  const toOwnWindow = async (): Promise<void> => {
    everybody();
    // After the last recipient is in the state: what is kept is read from there.
    await new Promise((done) => setTimeout(done));
    draft.touch();
    if (!(await draft.flush())) return;
    draft.end();
    await windows.compose({
      start: { kind: 'draft', id: begun.id, ...(at === undefined ? {} : { sendAt: at.getTime() }) },
    });
    place.leave();
  };

  const chooseSignature = (id: string): void => {
    setSignature(id);
    text.sign(signatures.find((each) => each.id === id));
    draft.touch();
  };
  const chooseFrom = (identity: Identity): void => {
    setFrom({ name: identity.name, address: identity.address });
    setReplyTo(identity.replyTo === '' ? [] : parseRecipients(identity.replyTo));
    if (identity.signature !== signature) chooseSignature(identity.signature);
    draft.touch();
  };
  const toPlain = (): void => {
    setQuestion(undefined);
    text.toPlain();
    draft.touch();
  };
  const toRich = (): void => {
    text.toRich();
    draft.touch();
  };
  const insertTemplate = (template: Template): void => {
    if (subject === '') setSubject(template.subject);
    text.insert(template);
    draft.touch();
  };
  const outside = withoutDoubles([...people.to, ...people.cc, ...people.bcc]).filter(
    ({ address }) => kindOf(address, from.address) === 'outside',
  );
  const [Frame, Heading] = place.below ? (['section', 'h3'] as const) : (['main', 'h1'] as const);

  return (
    <Frame
      className={`compose ${place.below ? 'compose--below' : ''} ${drop.over ? 'is-over' : ''}`}
      aria-label={place.below ? t('answer.label') : undefined}
      onFocus={() => setWithin(true)}
      onBlur={(event) => {
        if (place.below && !event.currentTarget.contains(event.relatedTarget)) setWithin(false);
      }}
      onKeyDown={(event) => {
        if (!place.below || event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        place.close();
      }}
      onDragOver={drop.onDragOver}
      onDragLeave={drop.onDragLeave}
      onDrop={drop.onDrop}
    >
      <Heading className="sr">{t('compose.heading')}</Heading>
      <div className="compose__main">
        <LetterHead
          identities={identities}
          from={from}
          onFrom={chooseFrom}
          people={people}
          onPeople={(change) => {
            setPeople((before) => ({ ...before, ...change }));
            sending.unhinder();
            draft.touch();
          }}
          shown={shown}
          onShow={(field) => {
            setShown((before) => ({ ...before, [field]: true }));
            setTimeout(() => fields[field].current?.focus());
          }}
          subject={subject}
          onSubject={(next) => {
            setSubject(next);
            draft.touch();
          }}
          focusOnTo={begun.focus === 'to'}
          fields={fields}
        />
        {!plain && editor !== null ? <Toolbar editor={editor} onAttach={files.choose} /> : <div />}
        <div className="compose__text">
          <LetterNotes
            hindrance={sending.hindrance}
            unkept={unkept}
            sending={sending.failure}
            keeping={draft.status.failure}
          />
          {plain ? (
            <textarea
              ref={text.area}
              key="plain"
              className="editor editor--plain"
              aria-label={t('compose.text')}
              spellCheck
              defaultValue={text.source.text}
              onChange={(event) => {
                text.type(event.target.value);
                draft.touch();
              }}
            />
          ) : (
            <RichEditor
              key="rich"
              html={text.source.html}
              autoFocus={begun.focus === 'text'}
              onChange={draft.touch}
              onSend={send}
              onLeave={place.close}
              onFiles={files.add}
              onEditor={text.setEditor}
            />
          )}
        </div>
        <LetterFoot
          at={at}
          sending={sending.busy}
          status={draft.status}
          onSend={send}
          onDiscard={() => (isEmpty() ? void discard() : setQuestion('discard'))}
          onOwnWindow={place.below ? () => void toOwnWindow() : undefined}
          onMoreClosed={() => {
            const then = afterMenu.current;
            afterMenu.current = undefined;
            then?.();
            return then !== undefined;
          }}
          more={() =>
            letterMenu(t, {
              plain,
              onPlain: () => (plain ? toRich() : setQuestion('plain')),
              spelling,
              templates: templates.list,
              onTemplate: (template) => {
                afterMenu.current = () => insertTemplate(template);
              },
              onKeepTemplate: () => setQuestion('template'),
            })
          }
        />
      </div>
      <Inspector
        short={place.below}
        files={files}
        at={at}
        onAt={setAt}
        signatures={{ list: signatures, chosen: signature, onChoose: chooseSignature }}
        outside={outside}
        own={from.address}
      />
      <LetterQuestions
        asks={sending.asks}
        outside={outside.map(({ address }) => address)}
        onAsksBack={sending.back}
        onAttach={() => {
          sending.back();
          files.choose();
        }}
        onSend={sending.sendAnyway}
        question={question}
        subject={subject}
        onBack={() => setQuestion(undefined)}
        onDiscard={() => void discard()}
        onPlain={toPlain}
        onTemplate={(name) => {
          setQuestion(undefined);
          const written = text.read();
          void templates.add({ name, subject, html: written.html ?? textHtml(written.text) });
        }}
      />
    </Frame>
  );
};
