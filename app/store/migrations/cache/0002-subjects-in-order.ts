/**
 * Subjects in the order they came, found by an index of their hashes: a table kept in the order of the hashes had
 * nearly every page of it written with every batch. The word indexes are merged later, so that a first
 * synchronisation seldom writes the same words twice.
 */
export const subjectsInOrder = `
ALTER TABLE subject_thread RENAME TO subject_by_hash;
CREATE TABLE subject_thread (
  number INTEGER PRIMARY KEY,
  hash INTEGER NOT NULL,
  base TEXT NOT NULL,
  thread_id INTEGER NOT NULL,
  has_original INTEGER NOT NULL
);
INSERT INTO subject_thread (hash, base, thread_id, has_original)
  SELECT hash, base, thread_id, has_original FROM subject_by_hash ORDER BY thread_id;
DROP TABLE subject_by_hash;
CREATE INDEX subject_thread_hash ON subject_thread (hash);

INSERT INTO words_recent (words_recent, rank) VALUES ('automerge', 32);
INSERT INTO words_old (words_old, rank) VALUES ('automerge', 32);
`;
