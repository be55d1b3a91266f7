/** An app password: acknowledged as made, acknowledged as revoked, or its revocation was asked for and not answered. */
export type KeptAppPassword = {
  readonly id: string;
  readonly secret: string;
  state: 'there' | 'perhaps' | 'revoked';
};

/** What one user's clients know from answers they have seen. */
export type Person = {
  readonly address: string;
  readonly password: string;
  /** `asked`: the set-up was sent off and never answered. */
  enrolled: 'no' | 'asked' | 'yes';
  secret: string;
  readonly usedCodes: string[];
  recoveryCodes: readonly string[];
  deviceCookie: string;
  readonly appPasswords: KeptAppPassword[];
  /** Wrong codes that were answered, and those that may have been counted besides. */
  wrongCodes: number;
  perhapsWrongCodes: number;
};

export const newPerson = (address: string, password: string): Person => ({
  address,
  password,
  enrolled: 'no',
  secret: '',
  usedCodes: [],
  recoveryCodes: [],
  deviceCookie: '',
  appPasswords: [],
  wrongCodes: 0,
  perhapsWrongCodes: 0,
});

/** Everything that was acknowledged so far, whatever happened to the server since. */
export const createLedger = () => ({
  people: new Map<string, Person>(),
  /** Users nobody enrolled yet. */
  waiting: [] as Person[],
  domains: [] as string[],
  subjects: [] as string[],
  /** Who had something to do since the last check. */
  touched: new Set<Person>(),
  acknowledged: 0,
  interrupted: 0,
});

export type Ledger = ReturnType<typeof createLedger>;
