import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';

const Announce = createContext<(text: string) => void>(() => {});

/** Says a text politely to a screen reader. */
export const useAnnounce = (): ((text: string) => void) => useContext(Announce);

/** The one polite live region of the window. A text said twice is read twice. */
export const Announcer = ({ children }: { readonly children: ReactNode }) => {
  const [said, setSaid] = useState({ text: '', times: 0 });
  const announce = useCallback((text: string) => setSaid((before) => ({ text, times: before.times + 1 })), []);
  return (
    <Announce.Provider value={announce}>
      {children}
      <div className="sr" aria-live="polite">
        <span key={said.times}>{said.text}</span>
      </div>
    </Announce.Provider>
  );
};
