import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { compose } from '../../bridge.ts';
import { useAnnounce } from '../../components/announcer.tsx';
import { useAction } from '../../hooks/use-action.ts';
import { currentPreferences } from '../../hooks/use-preferences.ts';
import { withoutDoubles } from '../../logic/writing/recipients.ts';
import { type Checked, type Hindrance, hindranceOf, type Warning, warningsOf } from './checks.ts';
import type { People } from './letter-head.tsx';
import type { DraftKeeper, WindowDraft } from './use-draft.ts';

type Parts = {
  readonly id: string;
  readonly begunAt: Date | undefined;
  readonly draft: DraftKeeper;
  /** Everybody, with what is still being typed. */
  readonly everybody: () => People;
  readonly letter: (people: People) => WindowDraft;
  /** What is looked at before it goes, but for the people. */
  readonly checked: () => Omit<Checked, 'people' | 'warnOutside' | 'warnAttachment'>;
  /** Nobody, or no address: that has to be mended first. */
  readonly onHindered: () => void;
  readonly onSent: () => void;
};

/** Looks at a letter, asks once about what may not be meant, and sends it. */
export const useSending = ({ id, begunAt, draft, everybody, letter, checked, onHindered, onSent }: Parts) => {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const act = useAction();
  const [at, setAt] = useState(begunAt);
  const [hindrance, setHindrance] = useState<Hindrance>();
  const [asks, setAsks] = useState<readonly Warning[]>([]);
  const confirmed = useRef(new Set<Warning>());

  const sendNow = async (all: People): Promise<void> => {
    const { undoSeconds } = currentPreferences().writing;
    const written = letter(all);
    // As a draft first: taken back from the outbox it can be written on.
    const reply = await act.run(async () => {
      const kept = await compose.saveDraft({ id, letter: written });
      if (!kept.ok) return kept;
      const wish = at === undefined ? { undoSeconds } : { sendAt: at.getTime() };
      return compose.send({ letter: written, draft: id, ...wish });
    });
    if (!reply.ok) return;
    draft.end();
    onSent();
  };
  const send = (): void => {
    if (act.busy) return;
    const all = everybody();
    const people = withoutDoubles([...all.to, ...all.cc, ...all.bcc]);
    const found = hindranceOf(people);
    setHindrance(found);
    if (found !== undefined) {
      onHindered();
      return;
    }
    if (at !== undefined && at.getTime() <= Date.now()) {
      setAt(undefined);
      announce(t('compose.later.past'));
      return;
    }
    const { warnOutside, warnAttachment } = currentPreferences().writing;
    const warnings = warningsOf({ ...checked(), people, warnOutside, warnAttachment }).filter(
      (warning) => !confirmed.current.has(warning),
    );
    if (warnings.length > 0) setAsks(warnings);
    else void sendNow(all);
  };
  return {
    at,
    setAt,
    busy: act.busy,
    failure: act.failure,
    hindrance,
    /** The recipients changed: what was wrong with them may not be any more. */
    unhinder: () => setHindrance(undefined),
    asks,
    back: () => setAsks([]),
    send,
    sendAnyway: () => {
      for (const warning of asks) confirmed.current.add(warning);
      setAsks([]);
      void sendNow(everybody());
    },
  };
};
