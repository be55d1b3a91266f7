import type { HandlersOf } from '../../../app/contract/area.ts';
import type { mailingListsContract } from '../../../app/contract/mailing-lists.ts';
import { fail, succeed } from '../../../app/domain/result.ts';
import type { EngineQuestions } from '../../engine/engine-questions.ts';
import { leaveList } from '../../security/leave-list.ts';

/** @param authorities trusted besides the usual ones, as PEM */
export const mailingListHandlers = (
  ask: EngineQuestions['ask'],
  authorities: readonly string[],
): HandlersOf<typeof mailingListsContract> => ({
  leave: async ({ key, certain }, _window, account) => {
    const told = await ask(account, { of: 'unsubscribe', key });
    if (!told.ok) return told;
    const { url, proved } = told.value;
    if (!URL.canParse(url)) return fail({ code: 'invalidInput' });
    const { host } = new URL(url);
    if (!proved && !certain) return succeed({ outcome: 'notProved', host });
    const left = await leaveList(url, authorities);
    if (left.kind === 'unreachable') return succeed({ outcome: 'unreachable', host });
    const { status } = left;
    return succeed(status >= 200 && status < 300 ? { outcome: 'done', host } : { outcome: 'refused', host, status });
  },
});
