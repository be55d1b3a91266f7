import { Bookmark, BookmarkCheck } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { DialogButtons } from '../../components/dialog-buttons.tsx';
import { Field } from '../../components/field.tsx';
import { useSavedSearches } from '../../search/use-saved-searches.ts';

type NameDialogProps = {
  readonly title: string;
  readonly name: string;
  readonly onDone: (name: string) => void;
  readonly onClose: () => void;
};

/** Asks what a search is called. */
export const SearchNameDialog = ({ title, name: before, onDone, onClose }: NameDialogProps) => {
  const { t } = useTranslation();
  const [name, setName] = useState(before);
  const [tried, setTried] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const missing = tried && name.trim() === '';
  return (
    <Dialog
      title={title}
      width="narrow"
      onClose={onClose}
      focusOn={() => field.current}
      onSubmit={() => {
        setTried(true);
        if (name.trim() !== '') onDone(name.trim());
      }}
      foot={<DialogButtons submit={t('savedSearch.keep')} onCancel={onClose} />}
    >
      <Field
        ref={field}
        label={t('savedSearch.name')}
        value={name}
        maxLength={200}
        invalid={missing}
        hints={missing ? [{ tone: 'danger', text: t('savedSearch.nameMissing') }] : []}
        autoComplete="off"
        onChange={(event) => setName(event.target.value)}
      />
    </Dialog>
  );
};

/** Keeps the search that is shown among the folders, or lets it go. */
export const SaveSearch = ({ text }: { readonly text: string }) => {
  const { t } = useTranslation();
  const { saved, add, remove } = useSavedSearches();
  const [asking, setAsking] = useState(false);
  const kept = saved.find((one) => one.text === text);
  const name = t(kept === undefined ? 'savedSearch.save' : 'savedSearch.remove');
  return (
    <>
      <Button
        look="ghost"
        size="s"
        icon={kept === undefined ? Bookmark : BookmarkCheck}
        aria-label={name}
        title={name}
        onClick={() => (kept === undefined ? setAsking(true) : remove(kept))}
      />
      {asking ? (
        <SearchNameDialog
          title={t('savedSearch.save')}
          name={text}
          onClose={() => setAsking(false)}
          onDone={(given) => {
            setAsking(false);
            add(given, text);
          }}
        />
      ) : null}
    </>
  );
};
