import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerAddress from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

GlobalWorkerOptions.workerSrc = workerAddress;

/** Pages drawn; the program for such files shows the rest. */
const mostPages = 40;

type PageProps = { readonly document: PDFDocumentProxy; readonly number: number; readonly name: string };

const Page = ({ document, number, name }: PageProps) => {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    let task: { cancel: () => void } | undefined;
    let over = false;
    const watch = new IntersectionObserver(async ([entry]) => {
      if (entry?.isIntersecting !== true || task !== undefined) return;
      watch.disconnect();
      const page = await document.getPage(number);
      if (over) return;
      const usual = page.getViewport({ scale: 1 });
      const scale = Math.min(2, (760 * window.devicePixelRatio) / usual.width);
      const viewport = page.getViewport({ scale });
      element.width = Math.floor(viewport.width);
      element.height = Math.floor(viewport.height);
      const drawing = page.render({ canvas: element, viewport });
      task = drawing;
      await drawing.promise.catch(() => undefined);
    });
    watch.observe(element);
    return () => {
      over = true;
      watch.disconnect();
      task?.cancel();
    };
  }, [document, number]);
  return (
    <canvas
      ref={canvas}
      className="preview__page"
      role="img"
      aria-label={t('reading.preview.page', { number, name })}
    />
  );
};

/** A PDF drawn page by page as it comes into sight: nothing in it is run, and it asks nobody for anything. */
export const PdfPages = ({ bytes, name }: { readonly bytes: Uint8Array; readonly name: string }) => {
  const { t } = useTranslation();
  const [document, setDocument] = useState<PDFDocumentProxy>();
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    const loading = getDocument({
      // The worker takes the bytes over; these are still needed when the preview is opened again.
      data: bytes.slice(),
      isEvalSupported: false,
      enableXfa: false,
      disableAutoFetch: true,
      useWasm: false,
    });
    let over = false;
    loading.promise.then(
      (opened) => (over ? undefined : setDocument(opened)),
      () => (over ? undefined : setBroken(true)),
    );
    return () => {
      over = true;
      void loading.destroy();
    };
  }, [bytes]);
  if (broken) return <p className="preview__none">{t('reading.preview.brokenPdf')}</p>;
  if (document === undefined) return null;
  const count = Math.min(document.numPages, mostPages);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: pages that scroll must be reachable by keyboard
    <div className="preview__pages" tabIndex={0}>
      {Array.from({ length: count }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pages are numbered
        <Page key={at} document={document} number={at + 1} name={name} />
      ))}
      {document.numPages > count ? (
        <p className="t3 small">{t('reading.preview.morePages', { count: document.numPages - count })}</p>
      ) : null}
    </div>
  );
};
