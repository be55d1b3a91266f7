/** Names what is carried, so that nothing else can be dropped on a folder. */
const type = 'application/x-latchkey-conversations';

/** Begins carrying conversations; `said` is what the pointer carries visibly. */
export const carryConversations = (event: DataTransfer, threads: readonly number[], said: string): void => {
  event.setData(type, JSON.stringify(threads));
  event.effectAllowed = 'move';
  const tag = document.createElement('div');
  tag.className = 'dragged';
  tag.textContent = said;
  document.body.append(tag);
  event.setDragImage(tag, 12, 12);
  // The picture is taken once this turn of the loop is over.
  setTimeout(() => tag.remove());
};

export const carriesConversations = (event: DataTransfer): boolean => event.types.includes(type);

export const conversationsCarried = (event: DataTransfer): number[] => {
  try {
    const threads: unknown = JSON.parse(event.getData(type));
    return Array.isArray(threads) ? threads.filter((thread) => typeof thread === 'number') : [];
  } catch {
    return [];
  }
};
