export interface RedisAddress {
  /** A name, or an address without brackets. */
  readonly host: string;
  readonly port: number;
}

export function hostAndPort({ host, port }: RedisAddress): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Of `host:port`; undefined where it is none. */
export function addressIn(text: string): RedisAddress | undefined {
  const read = /^(?:\[([0-9A-Fa-f:.]{2,45})\]|([A-Za-z0-9._-]{1,253})):(\d{1,5})$/.exec(text.trim());
  const host = read?.[1] ?? read?.[2];
  const port = Number(read?.[3]);
  return host === undefined || !(port >= 1 && port <= 65_535) ? undefined : { host, port };
}
