import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Banner } from './banner.tsx';
import { Button } from './button.tsx';

/** The one sentence for a window that cannot be drawn, and the way on: load it again. */
export const Broken = ({ title, means }: { readonly title?: string; readonly means?: string }) => {
  const { t } = useTranslation();
  return (
    <main className="still">
      <Banner
        tone="danger"
        title={title ?? t('broken.title')}
        appears
        actions={
          <Button look="primary" onClick={() => window.location.reload()}>
            {t('broken.reload')}
          </Button>
        }
      >
        <p>{means ?? t('broken.means')}</p>
      </Banner>
    </main>
  );
};

/** React still asks for a class here: only a class can catch what its children throw. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}
