import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { channelsPlugin } from './build/vite/channels-plugin.ts';
import { dictionariesPlugin } from './build/vite/dictionaries-plugin.ts';
import { licencesPlugin } from './build/vite/licences-plugin.ts';

const at = (path: string): string => resolve(import.meta.dirname, path);

/**
 * The oldest runtime the bundles must run on: the one that is used where the official Electron cannot be fetched.
 * The build tool would otherwise aim at the newest it knows.
 */
const target = { node: 'node20.18', page: 'chrome130' };

/** Native modules and Electron stay outside the bundles; everything else is bundled, so only natives are shipped as packages. */
const external = ['electron', 'keytar', '@signalapp/sqlcipher'];

/** Shipped as they are, beside the bundles. */
const unbundled = ['keytar', '@signalapp/sqlcipher', 'node-gyp-build'];

/** Where a release looks for newer ones and which key must have signed them; without both it does not look. */
const updates = {
  feed: process.env['LATCHKEY_UPDATE_FEED'] ?? '',
  key: process.env['LATCHKEY_UPDATE_KEY'] ?? '',
};

export default defineConfig({
  main: {
    define: { builtInUpdates: JSON.stringify(updates) },
    plugins: [
      licencesPlugin(unbundled.map((name) => at(`node_modules/${name}`))),
      dictionariesPlugin(at('build/dictionaries')),
    ],
    build: {
      outDir: 'out/main',
      target: target.node,
      minify: true,
      externalizeDeps: false,
      rollupOptions: {
        external,
        input: {
          index: at('main/index.ts'),
          engine: at('main/engine/entry.ts'),
          'mail-worker': at('main/engine/mail-worker.ts'),
          'reading-worker': at('main/engine/reading-worker.ts'),
        },
        output: { format: 'es' },
      },
    },
  },
  preload: {
    plugins: [channelsPlugin(), licencesPlugin()],
    build: {
      outDir: 'out/preload',
      target: target.node,
      minify: true,
      externalizeDeps: false,
      rollupOptions: {
        external: ['electron'],
        input: { index: at('main/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    // The page's own address has no port: hot reload must be told where the development server is.
    server: { port: 5173, strictPort: true, hmr: { protocol: 'ws', host: 'localhost', clientPort: 5173 } },
    plugins: [react(), licencesPlugin()],
    build: {
      outDir: at('out/renderer'),
      target: target.page,
      minify: true,
      assetsInlineLimit: 0,
      rollupOptions: { input: { index: at('renderer/index.html') } },
    },
  },
});
