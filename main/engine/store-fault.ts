import type { StoreFault } from '../../app/domain/failure.ts';
import type { StoreFailure } from '../../app/store/sqlite/store-failure.ts';

const faults: Readonly<Record<StoreFailure['kind'], StoreFault>> = {
  'newer-schema': 'newerSchema',
  unreadable: 'unreadable',
  damaged: 'damaged',
  'disk-full': 'diskFull',
  'cannot-open': 'notOpened',
};

/** What a failure of the store is called in the contract. */
export const faultOf = (failure: StoreFailure): StoreFault => faults[failure.kind];
