export type Toast<Content> = { readonly id: number; readonly stays: boolean; readonly content: Content };

/** Messages from the oldest to the newest; the last is seen. */
export type ToastPile<Content> = readonly Toast<Content>[];

/** So many that stay are kept; somebody who is away for a week need not dismiss a hundred. */
const most = 5;

export const emptyPile: ToastPile<never> = [];

/** The newest is seen at once; of those below, only what must not be missed comes back. */
export const put = <Content>(pile: ToastPile<Content>, toast: Toast<Content>): ToastPile<Content> => [
  ...pile.filter(({ stays }) => stays).slice(1 - most),
  toast,
];

export const dismiss = <Content>(pile: ToastPile<Content>, id: number): ToastPile<Content> =>
  pile.filter((toast) => toast.id !== id);

export const topOf = <Content>(pile: ToastPile<Content>): Toast<Content> | undefined => pile.at(-1);
