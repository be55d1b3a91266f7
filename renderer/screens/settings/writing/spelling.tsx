import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { spelling } from '../../../bridge.ts';
import { Check } from '../../../components/check.tsx';
import { useSpelling } from '../../../hooks/use-spelling.ts';
import { NamedList } from './named-list.tsx';

/** In which languages spelling is checked, and the words a person knows better. */
export const SpellingSettings = () => {
  const { t } = useTranslation();
  const languages = useSpelling(t);
  const [words, setWords] = useState<readonly string[]>([]);
  const [asked, setAsked] = useState(0);

  useEffect(() => {
    let there = true;
    // Words are added in other windows, too: `asked` grows with every look back at this one.
    void spelling.getWords({}).then((reply) => {
      if (there && reply.ok && asked >= 0) setWords(reply.value.words);
    });
    return () => {
      there = false;
    };
  }, [asked]);
  useEffect(() => {
    const again = (): void => setAsked((times) => times + 1);
    window.addEventListener('focus', again);
    return () => window.removeEventListener('focus', again);
  }, []);

  return (
    <>
      <section className="wset">
        <h2 className="wset__h">{t('spelling.title')}</h2>
        <p className="t2 small">{languages.length === 0 ? t('spelling.system') : t('spelling.lead')}</p>
        {languages.map(({ language, label, on, set }) => (
          <Check key={language} label={label} checked={on} onChange={set} />
        ))}
      </section>
      <NamedList
        title={t('spelling.own.title')}
        lead={t('spelling.own.lead')}
        empty={t('spelling.own.empty')}
        entries={words.map((word) => ({ id: word, name: word }))}
        onRemove={(word) => {
          setWords(words.filter((each) => each !== word));
          void spelling.removeWord({ word });
        }}
      />
    </>
  );
};
