/**
 * Conversations put off. `head_id` is the newest message when it was put off; where the cache is made anew, the
 * message is found again by its second of receipt, which is in the id, and its Message-ID.
 */
export const snoozed = `
CREATE TABLE snoozed (
  head_id INTEGER PRIMARY KEY,
  message_id TEXT NOT NULL,
  until INTEGER NOT NULL,
  woken INTEGER NOT NULL DEFAULT 0
) STRICT;
`;
