/// <reference types="vite/client" />
import type { en } from '../app/i18n/en.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
    returnNull: false;
  }
}

declare module 'react' {
  interface CSSProperties {
    [custom: `--${string}`]: string | number;
  }
}
