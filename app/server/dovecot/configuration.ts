import type { Identities } from './installation.ts';

/** `innerImap` listens on 127.0.0.1 only, for connections the server hands on. */
export type DovecotPorts = { readonly innerImap: number; readonly imaps: number; readonly pop3s: number };

export type DovecotSettings = {
  /** Dovecot's folder as Dovecot sees it. */
  readonly path: string;
  /** Folder of its sockets, likewise. */
  readonly runPath: string;
  readonly host: string;
  readonly ports: DovecotPorts;
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly identities: Identities;
};

const specialFolders = ['Drafts', 'Sent', 'Junk', 'Trash', 'Archive'] as const;

const mailboxes = specialFolders
  .map(
    (name) => `  mailbox ${name} {
    special_use = \\${name}
    auto = subscribe
  }`,
  )
  .join('\n');

/** Where Dovecot keeps a user's mail, below its own folder; `%d` and `%n` are domain and local part. */
export const mailHome = 'mail/%d/%n';

/** Names of Dovecot's files below its folder. */
export const dovecotFiles = { script: 'auth.lua', mail: 'mail', lmtpSocket: 'lmtp' } as const;

/** The whole configuration of the server's own Dovecot (2.3); the system's one is neither read nor touched. */
export const dovecotConfiguration = (settings: DovecotSettings): string => {
  const { path, ports, identities } = settings;
  const { login, internal, mail } = identities;
  const chroot = identities.privileged ? '' : '\n  chroot =';
  return `base_dir = ${settings.runPath}
log_path = /dev/stderr
log_timestamp =
protocols = imap pop3 lmtp
listen = ${settings.host}

default_login_user = ${login.name}
default_internal_user = ${internal.name}
default_internal_group = ${internal.groupName}
first_valid_uid = ${mail.uid}
first_valid_gid = ${mail.gid}
mail_privileged_group =
mail_access_groups =

ssl = required
ssl_cert = <${settings.certificateFile}
ssl_key = <${settings.keyFile}
ssl_min_protocol = TLSv1.2
disable_plaintext_auth = yes
auth_mechanisms = plain login
auth_failure_delay = 1 secs
login_greeting = Latchkey Mail ready.
imap_id_send = name "Latchkey Mail"
imap_id_log = *
imap_id_retain = yes
recipient_delimiter = +
lmtp_save_to_detail_mailbox = no

mail_location = maildir:~/Maildir
maildir_stat_dirs = no

passdb {
  driver = lua
  args = file=${path}/${dovecotFiles.script} blocking=yes
}
userdb {
  driver = static
  args = uid=${mail.uid} gid=${mail.gid} home=${path}/${mailHome} allow_all_users=yes
}

namespace inbox {
  inbox = yes
  separator = /
${mailboxes}
}

protocol imap {
  mail_max_userip_connections = 100
}
protocol pop3 {
  mail_max_userip_connections = 100
}

service imap-login {${chroot}
  service_count = 0
  process_min_avail = 1
  inet_listener imap {
    address = 127.0.0.1
    port = ${ports.innerImap}
  }
  inet_listener imaps {
    port = ${ports.imaps}
    ssl = yes
  }
}
service pop3-login {${chroot}
  service_count = 0
  inet_listener pop3 {
    port = 0
  }
  inet_listener pop3s {
    port = ${ports.pop3s}
    ssl = yes
  }
}
service lmtp {
  unix_listener lmtp {
    mode = 0600
  }
}
service anvil {${chroot}
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service auth-worker {
  user = ${internal.name}
}
`;
};
