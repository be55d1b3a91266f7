import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SearchProblem } from '../../../app/domain/search-parser.ts';
import { Icon } from '../../components/icon.tsx';
import type { TextKey } from '../../text/keys.ts';

const sentences: Readonly<Record<SearchProblem['code'], TextKey>> = {
  unknownOperator: 'finding.problem.unknownOperator',
  badValue: 'finding.problem.badValue',
  missingValue: 'finding.problem.missingValue',
  missingTerm: 'finding.problem.missingTerm',
  openQuote: 'finding.problem.openQuote',
  openParenthesis: 'finding.problem.openParenthesis',
  strayParenthesis: 'finding.problem.strayParenthesis',
  tooLong: 'finding.problem.tooLong',
};

/** Problems that the next letter may solve are not spoken of while the text ends in them. */
const unfinished = new Set<SearchProblem['code']>(['missingValue', 'openQuote', 'openParenthesis', 'badValue']);

/** What of the search was not understood, and what was done about it. */
export const Problems = ({ list, text }: { readonly list: readonly SearchProblem[]; readonly text: string }) => {
  const { t } = useTranslation();
  const told = list.filter(({ code, at, text: piece }) => !(unfinished.has(code) && at + piece.length >= text.length));
  return (
    <div role="status">
      {told.map((problem) => (
        <p key={`${problem.code} ${problem.at}`} className="found__problem">
          <Icon of={CircleAlert} size="s" />
          <span>{t(sentences[problem.code], { text: problem.text })}</span>
        </p>
      ))}
    </div>
  );
};
