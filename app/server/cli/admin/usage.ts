/** What `admin --help` prints. */
export const usage = `Usage: npm run server -- admin COMMAND --data DIR [options]

Works on the data of a server whether it runs or not. A running one takes every change into use at once.

  domain list                       domains with their two-factor policy
  domain create NAME                a new domain; takes the options of 'domain set'
  domain set NAME...                change the policy; what is not named stays:
      --two-factor off|optional|enforced
      --enforce-from DATE           force from that day on (2026-12-31, or 'now')
      --expire-days N               a device stays trusted for N days (0 = asked each time)
      --attempt-limit N             wrong codes in a row that disable an account
  domain programs NAME              programs that use account passwords and would be cut off by forcing

  user list                         users, in pages of 50
      --domain NAME                 of one domain
      --find TEXT                   text in address or name
      --where 'FIELD=VALUE'         any field of the list; also != < > <= >= and ~ for 'contains'; may be repeated
      --sort FIELD[:desc]           address, fullName, lastSignIn, isEnabled, isEnrolled, appPasswordCount, ...
      --start N --limit N --all     which part
  user show ADDRESS                 one user
  user create ADDRESS               a new user; the password is read from standard input
      --full-name NAME  --role user|domainAdministrator
  user set ADDRESS...               change --full-name or --role
  user set-password ADDRESS         the new password is read from standard input
  user enable ADDRESS...            also clears the counter of wrong codes
  user disable ADDRESS...           ends sessions, trusted devices and mail connections
  user reset-second-factor ADDRESS...
                                    removes authenticator, trusted devices and app passwords, ends all sign-ins
  user remove-app-passwords ADDRESS...

  log list                          logs and their sizes
  log show NAME                     the last lines of a log (audit, security, error, debug, config, warning, mail)
      --lines N                     how many (50)
      --find TEXT [--case-sensitive]  only lines that contain it

ADDRESS is a whole address. The built-in administrator is named by its login name alone, such as 'admin':
user create, show, set-password, enable, disable and reset-second-factor take it too.

  --json                            machine-readable output on standard output
  --help                            this text

Exit code: 0 done, 1 refused or failed, 2 wrong usage, 3 the data cannot be reached.
`;
