import type { Failure } from '../../app/domain/failure.ts';
import { fail, type Result, succeed } from '../../app/domain/result.ts';
import { senderProof } from '../../app/domain/sender-proof.ts';
import type { MailboxReader } from '../../app/mail/account/mailbox-reader.ts';
import { attachmentOf } from '../../app/mail/mime/attachment-of.ts';
import { safeFileName } from '../../app/mail/mime/file-name.ts';
import { textOf } from '../../app/mail/mime/header-fields.ts';
import { parseTree } from '../../app/mail/mime/part-tree.ts';
import type { FileBytes, LeaveFacts, Question } from './messages.ts';

const messageType = 'message/rfc822';

/** Takes a message, or a part of it, out of the store; what was left on the server is fetched first. */
export const answerQuestion = async (
  reader: MailboxReader,
  question: Question,
): Promise<Result<FileBytes | LeaveFacts, Failure>> => {
  if (question.of === 'unsubscribe') {
    const read = await reader.readMessage(question.key);
    if (!read.ok) return read;
    const { list, authentication, from } = read.value;
    const leave = list?.unsubscribe;
    if (leave?.https === undefined || !leave.oneClick) return fail({ code: 'noSuchEntity' });
    const { verdict } = senderProof(authentication, from[0]?.address ?? '');
    return succeed({ url: leave.https, proved: verdict === 'proved' });
  }
  const whole = await reader.readWhole(question.key);
  if (!whole.ok) return whole;
  const { source, complete } = whole.value;
  // More than is ever fetched: half a file would be worse than none.
  if (!complete) return fail({ code: 'serverError', detail: 'larger than 64 MB' });
  if (question.of === 'source') {
    const subject = textOf(parseTree(source.subarray(0, 64 * 1024)).root.fields, 'subject');
    const name = `${subject}.eml`;
    const fileName = subject === '' ? 'message.eml' : safeFileName(name, messageType);
    return succeed({ bytes: source, fileName, writtenName: name, mimeType: messageType });
  }
  const content = attachmentOf(source, question.part);
  if (!content.ok) return fail({ code: 'noSuchEntity' });
  const { provenType, ...rest } = content.value;
  return succeed({ ...rest, ...(provenType === undefined ? {} : { provenType }) });
};
