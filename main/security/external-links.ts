import { shell } from 'electron';

/** Schemes a link may leave the application with. */
const allowed = new Set(['https:', 'http:', 'mailto:', 'otpauth:']);

/** The address as it would be opened outside, or nothing where it must not be. */
export const externalAddress = (text: string): string | undefined => {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  return allowed.has(url.protocol) ? url.href : undefined;
};

/** Opens a link in the program the desktop has for it; anything but the allowed schemes is dropped. */
export const openExternal = async (text: string): Promise<boolean> => {
  const address = externalAddress(text);
  if (address === undefined) return false;
  try {
    await shell.openExternal(address);
    return true;
  } catch {
    return false;
  }
};
