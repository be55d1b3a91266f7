/**
 * What there is to choose from, as plain words: a window offers it without the schemas, which would be most of what it
 * loads.
 */

export const folderRoles = ['inbox', 'drafts', 'sent', 'archive', 'junk', 'bin', 'flagged', 'all', 'none'] as const;

export const listOrders = ['newest', 'oldest', 'sender', 'subject', 'largest'] as const;

export const listFilters = ['all', 'unread', 'flagged', 'attachments'] as const;

/** Colours to tell accounts apart by; the window gives each its tone. */
export const accountColours = ['petrol', 'plum', 'moss', 'rust', 'indigo', 'ochre'] as const;

/** Sizes of text on offer, in percent of the usual one. */
export const textSizes = [90, 100, 110, 120, 130, 150, 175, 200] as const;
