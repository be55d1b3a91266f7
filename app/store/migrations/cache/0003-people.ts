/**
 * Who was written to and who wrote, for completing addresses: counted while messages come in, so that asking costs no
 * look at the messages. `words` is the folded name and address with a space before each word. Times in milliseconds.
 * Filled from what is here already; its words follow with the next message of each person.
 */
export const people = `
DROP TABLE IF EXISTS person;
CREATE TABLE person (
  address TEXT PRIMARY KEY,
  shown TEXT NOT NULL,
  name TEXT NOT NULL,
  words TEXT NOT NULL,
  sent INTEGER NOT NULL,
  seen INTEGER NOT NULL,
  last_sent INTEGER NOT NULL,
  last_seen INTEGER NOT NULL
) WITHOUT ROWID;

INSERT INTO person (address, shown, name, words, sent, seen, last_sent, last_seen)
SELECT lower(address), address, max(name),
  ' ' || lower(max(name)) || ' ' || replace(replace(lower(address), '@', ' '), '.', ' '),
  sum(sent), sum(1 - sent), max(sent * at), max((1 - sent) * at)
FROM (
  SELECT a.value AS address, n.value AS name, f.role = 'sent' AS sent, m.received_at AS at
  FROM message m
  JOIN folder f ON f.id = m.folder_id AND f.role NOT IN ('junk', 'drafts', 'bin')
  JOIN json_each(m.head, iif(f.role = 'sent', '$[3]', '$[2]')) n ON n.key % 2 = 0
  JOIN json_each(m.head, iif(f.role = 'sent', '$[3]', '$[2]')) a ON a.key = n.key + 1
)
WHERE address LIKE '%_@_%'
GROUP BY lower(address);
`;
