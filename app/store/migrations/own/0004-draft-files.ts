/** Files of drafts, apart from the letter: it is written with every pause in typing, they are written once. */
export const draftFiles = `
CREATE TABLE draft_file (
  id TEXT PRIMARY KEY,
  draft TEXT NOT NULL,
  bytes BLOB NOT NULL,
  added_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_file_of ON draft_file (draft);
`;
