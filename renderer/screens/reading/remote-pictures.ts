import { useCallback, useEffect, useState } from 'react';
import type { MessageBody } from '../../../app/domain/mail.ts';
import { senderProof } from '../../../app/domain/sender-proof.ts';
import { useAccountSetting } from '../../hooks/use-account-setting.ts';
import { usePreferences } from '../../hooks/use-preferences.ts';
import { idOf } from '../../logic/message-list.ts';

export type RemotePictures = {
  /** Pictures from the network are loaded for this message. */
  readonly load: boolean;
  /** The person is told of them and may choose. */
  readonly offer: boolean;
  readonly once: () => void;
  readonly remember: (choice: 'always' | 'never') => void;
};

/**
 * Whether pictures from the network are loaded: by the person's word for this message, for this sender, or for all. A
 * sender whose domain denied the message is not the one the word was given for.
 */
export const useRemotePictures = (body: MessageBody): RemotePictures => {
  const [{ remotePictures }] = usePreferences('reading');
  const [senders, change] = useAccountSetting('remoteSenders');
  // For this one message only: the frame that shows it goes on to show others.
  const [askedFor, setAskedFor] = useState<string>();
  const id = idOf(body.key);
  const asked = askedFor === id;
  // The word holds until another message is opened.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the message changes
  useEffect(() => () => setAskedFor(undefined), [id]);
  const sender = body.from[0]?.address.toLowerCase() ?? '';
  const chosen = senders !== undefined && Object.hasOwn(senders, sender) ? senders[sender] : undefined;
  const isWho = senderProof(body.authentication, sender).verdict !== 'failed';
  const remember = useCallback(
    (choice: 'always' | 'never') => {
      if (senders !== undefined && sender !== '') void change({ ...senders, [sender]: choice });
      if (choice === 'always') setAskedFor(id);
    },
    [senders, sender, change, id],
  );
  return {
    load: asked || (isWho && (chosen === 'always' || (remotePictures === 'always' && chosen !== 'never'))),
    offer: chosen !== 'never' && remotePictures !== 'never',
    once: () => setAskedFor(id),
    remember,
  };
};
