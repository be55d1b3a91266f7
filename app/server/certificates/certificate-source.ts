/** What every TLS service of the server presents; all PEM. */
export type ServerCertificate = {
  readonly key: string;
  /** The server's certificate followed by those above it. */
  readonly chain: string;
  /** Files of the same, for programs that read them themselves. */
  readonly keyFile: string;
  readonly chainFile: string;
};

/** Where the server's certificate comes from. The own authority is one source; an ACME account can be another. */
export type CertificateSource = {
  /** Path of the PEM file clients need to trust the certificate. */
  readonly authorityFile: string;
  /** The certificate to use now; makes or renews it when it is missing, close to its end or lacks a name. */
  readonly current: () => Promise<ServerCertificate>;
};
