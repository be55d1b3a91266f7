import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { dictionaries, dictionaryFile } from '../dictionaries/dictionaries.ts';
import { isCompatible } from './licences-plugin.ts';

/**
 * Puts the dictionaries of the spell checker, and their licences, beside a bundle.
 * @param folder where they lie
 */
export const dictionariesPlugin = (folder: string): Plugin => ({
  name: 'latchkey-dictionaries',
  generateBundle() {
    const emit = (name: string): void => {
      this.emitFile({ type: 'asset', fileName: `dictionaries/${name}`, source: readFileSync(join(folder, name)) });
    };
    for (const { language, name, licence } of dictionaries) {
      if (!isCompatible(licence)) this.error(`Its licence does not fit into AGPL-3.0-or-later: ${name} (${licence})`);
      emit(dictionaryFile(language));
    }
    emit('licences.txt');
  },
});
