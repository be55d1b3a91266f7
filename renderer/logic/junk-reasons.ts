/** What a filter's check is about, in a person's terms. */
export type JunkReason = 'sender' | 'links' | 'lists' | 'learned' | 'form' | 'wording' | 'attachment';

/** SpamAssassin's and Rspamd's names follow families; the first that fits counts. */
const families: readonly (readonly [RegExp, JunkReason])[] = [
  [/^(?:BAYES|NEURAL|FUZZY|PYZOR|RAZOR|DCC)_?/, 'learned'],
  [/^(?:RCVD_IN|RBL|DNSBL|RECEIVED_(?:SPAMHAUS|BLOCKLIST)|SPAMHAUS|MAILSPIKE)|_RBL(?:_|$)/, 'lists'],
  [/^(?:URIBL|SURBL|DBL|URI_|PHISH|OPENPHISH|REDIRECTOR|.*_URL|HFILTER_URL|PHISHED)/, 'links'],
  [/^(?:SPF|DKIM|DMARC|R_SPF|R_DKIM|ARC|FORGED|FROM_|SPOOF|HEADER_FROM|REPLYTO|FREEMAIL|RDNS|HELO|HFILTER)/, 'sender'],
  [/^(?:MIME_|HTML_|MISSING_|INVALID_|SUBJ_ALL_CAPS|R_BAD|BAD_|T_HTML|EMPTY_|BROKEN)/, 'form'],
  [/ATTACH|MALWARE|VIRUS|CLAM|EXECUTABLE|ARCHIVE/, 'attachment'],
  [/./, 'wording'],
];

/** What speaks against a message, each reason once, in the order of the checks. */
export const junkReasons = (rules: readonly string[]): JunkReason[] => [
  ...new Set(rules.flatMap((rule) => families.find(([pattern]) => pattern.test(rule))?.[1] ?? [])),
];
