import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { channelsPlugin } from './build/vite/channels-plugin.ts';

const at = (path: string): string => resolve(import.meta.dirname, path);

/** Native modules and Electron stay outside the bundles; everything else is bundled, so only natives are shipped as packages. */
const external = ['electron', 'keytar'];

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      minify: true,
      externalizeDeps: false,
      rollupOptions: {
        external,
        input: { index: at('main/index.ts'), engine: at('main/engine/entry.ts') },
        output: { format: 'es' },
      },
    },
  },
  preload: {
    plugins: [channelsPlugin()],
    build: {
      outDir: 'out/preload',
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
    plugins: [react()],
    build: {
      outDir: at('out/renderer'),
      minify: true,
      assetsInlineLimit: 0,
      rollupOptions: { input: { index: at('renderer/index.html') } },
    },
  },
});
