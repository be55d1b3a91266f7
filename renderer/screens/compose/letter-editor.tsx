import type { Editor } from '@tiptap/core';
import { type DragEvent, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Identity, Signature } from '../../../app/domain/account-settings.ts';
import type { MailAddress } from '../../../app/domain/mail.ts';
import { compose, system, windows } from '../../bridge.ts';
import { useCommands } from '../../commands/use-commands.ts';
import { useAnnounce } from '../../components/announcer.tsx';
import { Banner } from '../../components/banner.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { useAction } from '../../hooks/use-action.ts';
import { useEscape } from '../../hooks/use-escape.ts';
import { currentPreferences } from '../../hooks/use-preferences.ts';
import { useSpelling } from '../../hooks/use-spelling.ts';
import { docText, textHtml } from '../../logic/writing/plain-text.ts';
import { kindOf, parseRecipients, withoutDoubles } from '../../logic/writing/recipients.ts';
import type { Begun } from './begin.ts';
import { type Hindrance, hindranceOf, type Warning, warningsOf } from './checks.ts';
import { Confirm } from './confirm.tsx';
import { RichEditor } from './editor.tsx';
import { Inspector } from './inspector.tsx';
import { LetterFoot } from './letter-foot.tsx';
import { LetterHead, type People } from './letter-head.tsx';
import type { RecipientsHandle } from './recipients.tsx';
import { SendQuestion } from './send-question.tsx';
import { putSignature } from './signature-in-text.ts';
import { TemplateDialog } from './template-dialog.tsx';
import { Toolbar } from './toolbar.tsx';
import { useDraft, type WindowDraft } from './use-draft.ts';
import { useFiles } from './use-files.ts';
import { useTemplates } from './use-templates.ts';

type LetterEditorProps = {
  readonly begun: Begun;
  readonly identities: readonly Identity[];
  readonly signatures: readonly Signature[];
  readonly onPlace: (place: string) => void;
};

const closeWindow = (): void => void system.close({});

const editable = (list: readonly MailAddress[]): MailAddress[] => list.map((person) => ({ ...person }));

/** One message while it is written: kept as one types, checked and sent. */
export const LetterEditor = ({ begun, identities, signatures, onPlace }: LetterEditorProps) => {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const act = useAction();
  const [people, setPeople] = useState<People>({ to: begun.to, cc: begun.cc, bcc: begun.bcc });
  const [shown, setShown] = useState({ cc: begun.cc.length > 0, bcc: begun.bcc.length > 0 });
  const [from, setFrom] = useState(begun.from);
  const [replyTo, setReplyTo] = useState(begun.replyTo);
  const [subject, setSubject] = useState(begun.subject);
  const [at, setAt] = useState<Date>();
  const [plain, setPlain] = useState(begun.plain);
  const [source, setSource] = useState({ html: begun.html, text: begun.text });
  const [editor, setEditor] = useState<Editor | null>(null);
  const [signature, setSignature] = useState(
    () => identities.find(({ address }) => address === begun.from.address)?.signature ?? '',
  );
  const [hindrance, setHindrance] = useState<Hindrance>();
  const [asks, setAsks] = useState<readonly Warning[]>([]);
  const [question, setQuestion] = useState<'discard' | 'plain' | 'template'>();
  const [over, setOver] = useState(false);
  const [unkept, setUnkept] = useState(false);
  const told = useRef(false);
  /** Puts something into the text, which must not lose the focus to the menu's button. */
  const afterMenu = useRef<() => void>(undefined);
  const confirmed = useRef(new Set<Warning>());
  const area = useRef<HTMLTextAreaElement>(null);
  const fields = {
    to: useRef<RecipientsHandle>(null),
    cc: useRef<RecipientsHandle>(null),
    bcc: useRef<RecipientsHandle>(null),
    subject: useRef<HTMLInputElement>(null),
  };

  const texts = (): { readonly html?: string; readonly text: string } => {
    if (plain) return { text: area.current?.value ?? source.text };
    return editor === null
      ? { html: source.html, text: source.text }
      : { html: editor.getHTML(), text: docText(editor.getJSON()) };
  };
  const letter = (changed: Partial<People> = {}): WindowDraft => ({
    from,
    replyTo: editable(replyTo),
    to: editable(changed.to ?? people.to),
    cc: editable(changed.cc ?? people.cc),
    bcc: editable(changed.bcc ?? people.bcc),
    subject,
    ...texts(),
    ...(begun.inReplyTo === undefined ? {} : { inReplyTo: begun.inReplyTo }),
    references: [...begun.references],
    files: [...files.list],
    ...(begun.about === undefined ? {} : { about: begun.about }),
  });
  const draft = useDraft(begun.id, begun.kept, () => (plain || editor !== null ? letter() : undefined));
  const files = useFiles(begun.id, begun.files, draft.touch);
  const templates = useTemplates();
  const spelling = useSpelling(t);

  useEffect(() => onPlace(subject.trim() === '' ? t('compose.new') : subject), [subject, onPlace, t]);
  useEffect(() => {
    if (plain && begun.focus === 'text') {
      area.current?.focus();
      area.current?.setSelectionRange(0, 0);
    }
  }, [plain, begun.focus]);

  const leave = useCallback(async (): Promise<void> => {
    const kept = await draft.flush();
    if (kept || told.current) {
      await windows.leave({});
      return;
    }
    told.current = true;
    setUnkept(true);
    await windows.stay({});
  }, [draft]);
  const discard = async (): Promise<void> => {
    draft.end();
    await compose.discardDraft({ id: begun.id });
    await windows.leave({});
  };
  const isEmpty = (): boolean => {
    const { to, cc, bcc } = people;
    return (
      to.length + cc.length + bcc.length + files.list.length === 0 &&
      subject === '' &&
      draft.status.state === 'untouched'
    );
  };
  useEffect(() => windows.on.leaving(() => void leave()), [leave]);

  const sendNow = async (all: People): Promise<void> => {
    const { undoSeconds } = currentPreferences().writing;
    const written = letter(all);
    // As a draft first: taken back from the outbox it can be written on.
    const reply = await act.run(async () => {
      const kept = await compose.saveDraft({ id: begun.id, letter: written });
      if (!kept.ok) return kept;
      const wish = at === undefined ? { undoSeconds } : { sendAt: at.getTime() };
      return compose.send({ letter: written, draft: begun.id, ...wish });
    });
    if (!reply.ok) return;
    draft.end();
    await windows.leave({});
  };
  const send = (): void => {
    if (act.busy) return;
    const all = {
      to: fields.to.current?.commit() ?? people.to,
      cc: fields.cc.current?.commit() ?? people.cc,
      bcc: fields.bcc.current?.commit() ?? people.bcc,
    };
    const everybody = withoutDoubles([...all.to, ...all.cc, ...all.bcc]);
    const found = hindranceOf(everybody);
    setHindrance(found);
    if (found !== undefined) {
      fields.to.current?.focus();
      return;
    }
    if (at !== undefined && at.getTime() <= Date.now()) {
      setAt(undefined);
      announce(t('compose.later.past'));
      return;
    }
    const { warnOutside, warnAttachment } = currentPreferences().writing;
    const warnings = warningsOf({
      people: everybody,
      own: from.address,
      subject,
      text: texts().text,
      files: files.list.length,
      tooLarge: files.tooLarge,
      warnOutside,
      warnAttachment,
    }).filter((warning) => !confirmed.current.has(warning));
    if (warnings.length > 0) setAsks(warnings);
    else void sendNow(all);
  };
  const sendAnyway = (): void => {
    for (const warning of asks) confirmed.current.add(warning);
    setAsks([]);
    void sendNow(people);
  };

  useCommands(true, { 'compose.send': send, 'compose.attach': files.choose });
  useEscape(closeWindow);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'w' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      closeWindow();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);

  const chooseSignature = (id: string): void => {
    setSignature(id);
    const chosen = signatures.find((each) => each.id === id);
    if (plain) {
      const now = area.current?.value ?? source.text;
      if (area.current !== null) area.current.value = putSignature.inText(now, chosen);
    } else if (editor !== null) putSignature.inEditor(editor, chosen);
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
    setSource({ html: '', text: editor === null ? source.text : docText(editor.getJSON()) });
    setPlain(true);
    draft.touch();
  };
  const toRich = (): void => {
    setSource({ html: textHtml(area.current?.value ?? source.text), text: '' });
    setPlain(false);
    draft.touch();
  };
  const insertTemplate = (html: string, itsSubject: string): void => {
    if (subject === '') setSubject(itsSubject);
    if (editor !== null) editor.chain().focus().insertContent(html).run();
    draft.touch();
  };

  const drag = (event: DragEvent, on: boolean): void => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(on);
  };
  const outside = withoutDoubles([...people.to, ...people.cc, ...people.bcc]).filter(
    ({ address }) => kindOf(address, from.address) === 'outside',
  );

  return (
    <main
      className={`compose ${over ? 'is-over' : ''}`}
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        setOver(false);
        if (event.defaultPrevented || event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        files.add([...event.dataTransfer.files]);
      }}
    >
      <h1 className="sr">{t('compose.heading')}</h1>
      <div className="compose__main">
        <LetterHead
          identities={identities}
          from={from}
          onFrom={chooseFrom}
          people={people}
          onPeople={(change) => {
            setPeople((before) => ({ ...before, ...change }));
            setHindrance(undefined);
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
          {hindrance === undefined ? null : (
            <Banner
              tone="danger"
              title={
                hindrance.kind === 'nobody' ? t('compose.nobody') : t('compose.invalid', { address: hindrance.address })
              }
              appears
            />
          )}
          {unkept ? (
            <Banner tone="danger" title={t('compose.draft.unkept')} appears>
              <p>{t('compose.draft.unkeptMeans')}</p>
            </Banner>
          ) : null}
          {act.failure === undefined ? null : <FailureBanner failure={act.failure} />}
          {draft.status.failure === undefined ? null : <FailureBanner failure={draft.status.failure} />}
          {plain ? (
            <textarea
              ref={area}
              key="plain"
              className="editor editor--plain"
              aria-label={t('compose.text')}
              spellCheck
              defaultValue={source.text}
              onChange={draft.touch}
            />
          ) : (
            <RichEditor
              key="rich"
              html={source.html}
              autoFocus={begun.focus === 'text'}
              onChange={draft.touch}
              onSend={send}
              onLeave={closeWindow}
              onFiles={files.add}
              onEditor={setEditor}
            />
          )}
        </div>
        <LetterFoot
          at={at}
          sending={act.busy}
          status={draft.status}
          onSend={send}
          onDiscard={() => (isEmpty() ? void discard() : setQuestion('discard'))}
          onMoreClosed={() => {
            const then = afterMenu.current;
            afterMenu.current = undefined;
            then?.();
            return then !== undefined;
          }}
          more={() => [
            {
              kind: 'check',
              label: t('compose.plain.label'),
              checked: plain,
              run: () => (plain ? toRich() : setQuestion('plain')),
            },
            { kind: 'line' },
            ...(spelling.length === 0 ? [] : [{ kind: 'heading' as const, label: t('spelling.menu') }]),
            ...spelling.map(({ label, on, set }) => ({
              kind: 'check' as const,
              label,
              checked: on,
              run: () => set(!on),
            })),
            { kind: 'line' },
            { kind: 'heading', label: t('compose.template.title') },
            ...templates.list.map((template) => ({
              label: template.name,
              run: () => {
                afterMenu.current = () => insertTemplate(template.html, template.subject);
              },
            })),
            { label: t('compose.template.save'), run: () => setQuestion('template') },
          ]}
        />
      </div>
      <Inspector
        files={files}
        at={at}
        onAt={setAt}
        signatures={{ list: signatures, chosen: signature, onChoose: chooseSignature }}
        outside={outside}
        own={from.address}
      />
      {asks.length > 0 ? (
        <SendQuestion
          warnings={asks}
          outside={outside.map(({ address }) => address)}
          onBack={() => setAsks([])}
          onAttach={() => {
            setAsks([]);
            files.choose();
          }}
          onSend={sendAnyway}
        />
      ) : null}
      {question === 'discard' ? (
        <Confirm
          title={t('compose.discardAsk.title')}
          means={t('compose.discardAsk.means')}
          verb={t('compose.discard')}
          danger
          onBack={() => setQuestion(undefined)}
          onDo={() => void discard()}
        />
      ) : null}
      {question === 'plain' ? (
        <Confirm
          title={t('compose.plain.title')}
          means={t('compose.plain.means')}
          verb={t('compose.plain.do')}
          onBack={() => setQuestion(undefined)}
          onDo={toPlain}
        />
      ) : null}
      {question === 'template' ? (
        <TemplateDialog
          subject={subject}
          onClose={() => setQuestion(undefined)}
          onSave={(name) => {
            setQuestion(undefined);
            const { html, text } = texts();
            void templates.add({ name, subject, html: html ?? textHtml(text) });
          }}
        />
      ) : null}
    </main>
  );
};
