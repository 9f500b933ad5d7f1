export interface RedisAddress {
  /** A name, or an address without brackets. */
  readonly host: string;
  readonly port: number;
}

export function hostAndPort({ host, port }: RedisAddress): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
