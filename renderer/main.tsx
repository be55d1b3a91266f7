import '@fontsource-variable/inter/opsz.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/window.css';
import './styles/controls.css';
import './styles/chips.css';
import './styles/feedback.css';
import './styles/rail.css';
import './styles/code.css';
import './styles/gate.css';
import './styles/mail-account.css';
import './styles/enrol.css';
import './styles/wizard.css';
import './styles/table.css';
import './styles/security.css';
import './styles/settings.css';
import './styles/setting.css';
import './styles/dialogs.css';
import './styles/sidebar.css';
import './styles/accounts.css';
import './styles/mail.css';
import './styles/reader.css';
import './styles/menu.css';
import './styles/around.css';
import './styles/toast.css';
import './styles/finding.css';
import './styles/compose.css';
import './styles/recipients.css';
import './styles/editor.css';
import './styles/inspector.css';
import './styles/answer.css';
import './styles/outbox.css';
import './styles/forced-colors.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { App } from './app.tsx';
import { Announcer } from './components/announcer.tsx';
import { ErrorBoundary } from './components/error-boundary.tsx';
import { Toasts } from './components/toasts.tsx';
import { UndoKeeper } from './components/undo.tsx';
import { currentPreferences, onPreferences } from './hooks/use-preferences.ts';
import { startWindowTexts } from './i18n.ts';
import { showAppearance } from './logic/appearance.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

onPreferences(() => showAppearance(currentPreferences().appearance, document.documentElement));

const texts = await startWindowTexts();
createRoot(root).render(
  <StrictMode>
    <I18nextProvider i18n={texts}>
      <ErrorBoundary>
        <Announcer>
          <Toasts>
            <UndoKeeper>
              <App />
            </UndoKeeper>
          </Toasts>
        </Announcer>
      </ErrorBoundary>
    </I18nextProvider>
  </StrictMode>,
);
