import type { RunningApp } from '../../../build/desktop/launch.ts';

/** As runtimes before Electron 45 know it. */
type Older = {
  readonly write: (data: { readonly text?: string; readonly html?: string }) => void;
  readonly writeImage: (image: unknown) => void;
};

export type Copied = {
  readonly text?: string;
  readonly html?: string;
  /** As a data: address. */
  readonly picture?: string;
};

/** Puts something on the system's clipboard, as another program would. */
export const copyElsewhere = (app: RunningApp, copied: Copied): Promise<void> =>
  app.electron.evaluate(async ({ clipboard, nativeImage, ClipboardItem }, { text, html, picture }) => {
    clipboard.clear();
    const image = picture === undefined ? undefined : nativeImage.createFromDataURL(picture);
    const older = clipboard as unknown as Older;
    if (typeof older.writeImage === 'function') {
      if (image !== undefined) older.writeImage(image);
      else older.write({ ...(text === undefined ? {} : { text }), ...(html === undefined ? {} : { html }) });
      return;
    }
    await clipboard.write([
      new ClipboardItem({
        ...(text === undefined ? {} : { 'text/plain': text }),
        ...(html === undefined ? {} : { 'text/html': html }),
        ...(image === undefined ? {} : { 'image/png': new Blob([new Uint8Array(image.toPNG())]) }),
      }),
    ]);
  }, copied);
