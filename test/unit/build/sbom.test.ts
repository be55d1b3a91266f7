import { describe, expect, it } from 'vitest';
import { billOfMaterials } from '../../../build/release/sbom.ts';

describe('the bill of materials', () => {
  const product = { name: 'latchkey-mail', version: '1.0.0', licence: 'AGPL-3.0-or-later' };
  const made = { at: new Date(0), serial: '00000000-0000-4000-8000-000000000000' };

  it('names each package of the bundles once, by its address', () => {
    const zod = { name: 'zod', version: '4.0.0', licence: 'MIT' };
    const scoped = { name: '@signalapp/sqlcipher', version: '4.1.0', licence: 'AGPL-3.0-only' };
    const bill = billOfMaterials(product, [zod, scoped, zod], made);
    expect(bill.components.map((one) => one.purl)).toEqual([
      'pkg:npm/%40signalapp/sqlcipher@4.1.0',
      'pkg:npm/zod@4.0.0',
    ]);
    expect(bill).toMatchObject({
      bomFormat: 'CycloneDX',
      serialNumber: 'urn:uuid:00000000-0000-4000-8000-000000000000',
      metadata: { timestamp: '1970-01-01T00:00:00.000Z', component: { type: 'application', name: 'latchkey-mail' } },
    });
  });
});
