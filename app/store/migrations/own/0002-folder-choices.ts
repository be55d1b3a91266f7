/** What a person chose a folder to be; by path, so that it outlives a rebuilt cache. */
export const folderChoices = `
CREATE TABLE folder_choice (path TEXT PRIMARY KEY, role TEXT NOT NULL) WITHOUT ROWID;
`;
