/** What a person did and the server does not have yet. It cannot be read again from anywhere. */
export const localWork = `
CREATE TABLE commands (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  command TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'working', 'done', 'refused')),
  step TEXT NOT NULL,
  mark TEXT,
  source BLOB,
  outcome TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  queued_at INTEGER NOT NULL
) STRICT;
CREATE INDEX commands_by_state ON commands (state, seq);
CREATE INDEX commands_by_command ON commands (command);

CREATE TABLE drafts (
  id TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('editing', 'outgoing', 'dropped')),
  revision INTEGER NOT NULL,
  letter TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  copy TEXT,
  uploading TEXT
) STRICT;

CREATE TABLE outbox (
  id TEXT PRIMARY KEY,
  message_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('building', 'queued', 'sending', 'sent', 'unknown', 'failed')),
  position INTEGER NOT NULL,
  send_at INTEGER NOT NULL,
  facts TEXT NOT NULL,
  draft TEXT
) STRICT;
CREATE INDEX outbox_by_state ON outbox (state, send_at, position);

CREATE TABLE outbox_parts (
  item TEXT NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (item, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
