/** Times are milliseconds since the epoch; every `*_hash` of a token is a keyed hash, never the token. */
export const accounts = `
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE domains (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  factor_enabled INTEGER NOT NULL,
  factor_forced INTEGER NOT NULL,
  enforce_from INTEGER,
  expire_days INTEGER NOT NULL,
  attempt_limit INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE users (
  id TEXT PRIMARY KEY,
  domain_id TEXT REFERENCES domains(id),
  login_name TEXT NOT NULL,
  address TEXT UNIQUE,
  full_name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('user', 'domainAdministrator', 'administrator')),
  disabled_reason TEXT CHECK (disabled_reason IN ('secondFactorAttempts', 'administrator')),
  wrong_codes INTEGER NOT NULL DEFAULT 0,
  next_code_at INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  last_sign_in_at INTEGER,
  UNIQUE (domain_id, login_name)
) WITHOUT ROWID;

CREATE TABLE aliases (
  address TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE second_factors (
  user_id TEXT PRIMARY KEY REFERENCES users(id) ON DELETE CASCADE,
  secret BLOB NOT NULL,
  enrolled_at INTEGER NOT NULL,
  recovery_email TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE recovery_codes (
  user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  code_hash TEXT NOT NULL,
  PRIMARY KEY (user_id, code_hash)
) WITHOUT ROWID;

CREATE TABLE used_steps (
  user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  step INTEGER NOT NULL,
  PRIMARY KEY (user_id, step)
) WITHOUT ROWID;

CREATE TABLE recovery_requests (
  user_id TEXT PRIMARY KEY REFERENCES users(id) ON DELETE CASCADE,
  code_hash TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  wrong_codes INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE recovery_mails (
  user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  sent_at INTEGER NOT NULL
);
CREATE INDEX recovery_mails_by_user ON recovery_mails(user_id, sent_at);

CREATE TABLE devices (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  component TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL,
  last_ip TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  sliding INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX devices_by_user ON devices(user_id);

CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  cookie_hash TEXT NOT NULL UNIQUE,
  token_hash TEXT NOT NULL,
  user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  component TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('full', 'code', 'setup')),
  device_id TEXT REFERENCES devices(id) ON DELETE SET NULL,
  device_name TEXT NOT NULL,
  pending_secret BLOB,
  fresh_until INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL,
  ip TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX sessions_by_user ON sessions(user_id);

CREATE TABLE app_passwords (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  name TEXT NOT NULL COLLATE NOCASE,
  scopes TEXT NOT NULL,
  secret_hash TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL,
  last_used_at INTEGER,
  last_protocol TEXT,
  last_ip TEXT,
  expires_at INTEGER,
  enabled INTEGER NOT NULL,
  device_id TEXT REFERENCES devices(id) ON DELETE CASCADE,
  session_id TEXT,
  UNIQUE (user_id, name)
) WITHOUT ROWID;
CREATE INDEX app_passwords_by_device ON app_passwords(device_id);

CREATE TABLE revoked_app_passwords (
  user_id TEXT NOT NULL,
  secret_hash TEXT NOT NULL,
  PRIMARY KEY (user_id, secret_hash)
) WITHOUT ROWID;
CREATE TRIGGER remember_revoked_app_password AFTER DELETE ON app_passwords BEGIN
  INSERT OR IGNORE INTO revoked_app_passwords (user_id, secret_hash) VALUES (OLD.user_id, OLD.secret_hash);
END;

CREATE TABLE legacy_clients (
  user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  protocol TEXT NOT NULL,
  program TEXT NOT NULL,
  ip TEXT NOT NULL,
  last_seen_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, protocol, program, ip)
) WITHOUT ROWID;
`;
