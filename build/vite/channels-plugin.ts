import type { Plugin } from 'vite';
import { contract } from '../../app/contract/contract.ts';

const name = 'virtual:channels';
const resolved = `\0${name}`;

/**
 * Gives the preload script the names of all channels as plain data, taken from the contract while building: the
 * bridge is generated, and the schemas (and the library behind them) stay out of the sandboxed preload.
 */
export const channelsPlugin = (): Plugin => ({
  name: 'latchkey-channels',
  resolveId: (id) => (id === name ? resolved : null),
  load: (id) => {
    if (id !== resolved) return null;
    const channels = Object.entries(contract).map(([area, { servedBy, methods, events }]) => ({
      area,
      servedBy,
      methods: Object.keys(methods),
      events: Object.keys(events),
    }));
    return `export const channels = ${JSON.stringify(channels)};`;
  },
});
