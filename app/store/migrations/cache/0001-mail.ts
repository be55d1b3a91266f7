/**
 * `message.id` is the second of receipt × 2^20 plus a counter. `folder_id` and `uid` are the server's place;
 * `shown_folder`, `flags` and `keywords` are what is shown. Where a local change is pending, `overlay` keeps the
 * server's own account beside it. In the word indexes `body` comes first because the first column takes the least
 * room; their pages fit into those of the encrypted file, and they are merged seldom and in small steps. An empty `packed` is null, as the driver hands over empty bytes. `head` is JSON: [subject, Message-ID, from, to, cc], addresses as name, address, ….
 */
export const mail = `
CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE folder (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  path TEXT NOT NULL UNIQUE,
  delimiter TEXT NOT NULL,
  role TEXT NOT NULL,
  role_source TEXT NOT NULL,
  selectable INTEGER NOT NULL,
  subscribed INTEGER NOT NULL,
  uid_validity TEXT,
  uid_next INTEGER,
  highest_mod_seq TEXT,
  server_exists INTEGER,
  seeded_down_to INTEGER,
  compared_at INTEGER,
  total INTEGER NOT NULL DEFAULT 0,
  unread INTEGER NOT NULL DEFAULT 0,
  indexed INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE message (
  id INTEGER PRIMARY KEY,
  folder_id INTEGER NOT NULL,
  uid INTEGER NOT NULL,
  shown_folder INTEGER,
  thread_id INTEGER NOT NULL,
  flags INTEGER NOT NULL,
  keywords TEXT NOT NULL,
  has_attachment INTEGER NOT NULL,
  body_state INTEGER NOT NULL DEFAULT 0,
  size INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  head TEXT NOT NULL
);
CREATE UNIQUE INDEX message_place ON message (folder_id, uid);
CREATE INDEX message_shown ON message (shown_folder, id, thread_id, body_state);
CREATE INDEX message_thread ON message (thread_id);
CREATE INDEX message_without_body ON message (folder_id, id) WHERE body_state = 0;
CREATE INDEX message_flagged ON message (id) WHERE (flags & 4) != 0;

CREATE TABLE overlay (
  id INTEGER PRIMARY KEY,
  server_flags INTEGER NOT NULL,
  server_keywords TEXT NOT NULL,
  added TEXT NOT NULL,
  removed TEXT NOT NULL,
  moved INTEGER NOT NULL,
  moved_to INTEGER
);

CREATE TABLE reference (
  number INTEGER PRIMARY KEY,
  hash INTEGER NOT NULL,
  message_id TEXT NOT NULL,
  thread_id INTEGER NOT NULL
);
CREATE INDEX reference_hash ON reference (hash);
CREATE TABLE merged_thread (thread_id INTEGER PRIMARY KEY, into_id INTEGER NOT NULL);
CREATE TABLE subject_thread (
  hash INTEGER NOT NULL,
  base TEXT NOT NULL,
  thread_id INTEGER NOT NULL,
  has_original INTEGER NOT NULL,
  PRIMARY KEY (hash, base)
) WITHOUT ROWID;

CREATE TABLE body (
  id INTEGER PRIMARY KEY,
  preview TEXT NOT NULL,
  complete INTEGER NOT NULL,
  names TEXT NOT NULL,
  text_bytes INTEGER NOT NULL,
  form INTEGER NOT NULL,
  packed BLOB,
  packed_source BLOB
);

CREATE TABLE crowded_doc (doc INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE);
CREATE VIRTUAL TABLE words_recent USING fts5(
  body, subject, sender, recipient, attachment, content = '', contentless_delete = 1, tokenize = 'ascii'
);
CREATE VIRTUAL TABLE words_old USING fts5(
  body, subject, sender, recipient, attachment, content = '', contentless_delete = 1, tokenize = 'ascii'
);;
INSERT INTO words_recent (words_recent, rank)
  VALUES ('pgsz', 3900), ('automerge', 16), ('crisismerge', 64), ('deletemerge', 60);
INSERT INTO words_old (words_old, rank)
  VALUES ('pgsz', 3900), ('automerge', 16), ('crisismerge', 64), ('deletemerge', 60);
`;
