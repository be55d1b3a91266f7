import type { AdministrationResult } from '../../protocol/administration.ts';
import { productName, productVersion } from '../product.ts';

/** `Server.getVersion`: the version whole and in its parts. */
export const serverVersion = (): AdministrationResult<'Server.getVersion'> => {
  const [major = 0, minor = 0, revision = 0, build = 0] = productVersion.split('.').map(Number);
  return { product: productName, version: productVersion, major, minor, revision, build };
};
