const reasons: Record<string, string> = {
  EADDRINUSE: 'another program uses it',
  EACCES: 'this user may not use it',
  EADDRNOTAVAIL: 'this machine does not have that address',
};

/** The sentence for a service that could not open its port, with the option that mends it. */
export const listenFault = (service: string, port: number, fault: unknown): string => {
  const code = (fault as NodeJS.ErrnoException).code ?? String(fault);
  return `Port ${port} for ${service} cannot be used: ${reasons[code] ?? code}. Choose another one with --${service}-port or another address with --host.`;
};
