/** The system's clipboard as far as it is needed; reading is a promise in newer Electron, a text in older ones. */
export type SystemClipboard = {
  readonly writeText: (text: string) => void;
  readonly readText: () => string | Promise<string>;
  readonly clear: () => void;
};

/** Copies, and takes what was copied off the clipboard again after a while, if it is still there. */
export const createClearingClipboard = (clipboard: SystemClipboard) => {
  let due: { readonly text: string; readonly timer: NodeJS.Timeout } | undefined;
  const clear = async (text: string): Promise<void> => {
    if ((await clipboard.readText()) === text) clipboard.clear();
  };
  return {
    /** @param clearAfter seconds; without it the text stays */
    copy: (text: string, clearAfter?: number): void => {
      clipboard.writeText(text);
      clearTimeout(due?.timer);
      due = undefined;
      if (clearAfter === undefined) return;
      const timer = setTimeout(() => {
        due = undefined;
        void clear(text);
      }, clearAfter * 1000);
      due = { text, timer };
    },
    /** The program ends: nobody is there later to do it. */
    end: async (): Promise<void> => {
      if (due === undefined) return;
      const { text, timer } = due;
      clearTimeout(timer);
      due = undefined;
      await clear(text);
    },
  };
};

export type ClearingClipboard = ReturnType<typeof createClearingClipboard>;
