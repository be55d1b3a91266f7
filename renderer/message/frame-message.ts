/** What the frame around a message's document tells; whatever else arrives is not believed. */
export type FrameMessage =
  | { readonly kind: 'height'; readonly height: number }
  | { readonly kind: 'hover'; readonly href: string }
  | { readonly kind: 'follow'; readonly href: string; readonly text: string }
  | {
      readonly kind: 'key';
      readonly init: Pick<KeyboardEventInit, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>;
    }
  | { readonly kind: 'shown' };

/** Tallest frame, in pixels: beyond it a message scrolls by itself. */
export const tallestFrame = 60_000;

const text = (value: unknown, longest: number): string => (typeof value === 'string' ? value.slice(0, longest) : '');

/** Reads what arrived from a frame; undefined for anything that is none of the messages above. */
export const readFrameMessage = (data: unknown): FrameMessage | undefined => {
  if (typeof data !== 'object' || data === null) return undefined;
  const message = data as Readonly<Record<string, unknown>>;
  switch (message['kind']) {
    case 'height': {
      const { height } = message;
      return typeof height === 'number' && Number.isFinite(height) && height >= 0
        ? { kind: 'height', height: Math.min(Math.ceil(height), tallestFrame) }
        : undefined;
    }
    case 'hover':
      return { kind: 'hover', href: text(message['href'], 4096) };
    case 'follow':
      return { kind: 'follow', href: text(message['href'], 4096), text: text(message['text'], 2000) };
    case 'key':
      return {
        kind: 'key',
        init: {
          key: text(message['key'], 40),
          code: text(message['code'], 40),
          ctrlKey: message['ctrlKey'] === true,
          altKey: message['altKey'] === true,
          shiftKey: message['shiftKey'] === true,
          metaKey: message['metaKey'] === true,
        },
      };
    case 'shown':
      return { kind: 'shown' };
    default:
      return undefined;
  }
};
