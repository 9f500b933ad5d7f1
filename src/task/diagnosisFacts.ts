/** What is known from elsewhere than the texts of a task. What is absent is not known, which is not the same as false. */
export interface Facts {
  /** The source is a DCS instance that lies elsewhere than the task. */
  readonly sourceRegionDiffers?: boolean | undefined;
  readonly sourceAccountDiffers?: boolean | undefined;
  /** There is a way from the VPC of the task to source and target. */
  readonly vpcJoined?: boolean | undefined;
  readonly whitelist?: { readonly source?: Whitelist | undefined; readonly target?: Whitelist | undefined } | undefined;
  /** The security group of the task does not let it out to source or target. */
  readonly egressClosed?: boolean | undefined;
  readonly quoteInPassword?: boolean | undefined;
  /** Whether it is on. */
  readonly ssl?: { readonly source?: boolean | undefined; readonly target?: boolean | undefined } | undefined;
  /** Of the instances, as the cloud writes it. */
  readonly instanceStatus?: { readonly source?: string | undefined; readonly target?: string | undefined } | undefined;
  /** Those that hold keys. */
  readonly sourceDatabases?: readonly number[] | undefined;
  /** As the cloud writes its `cache_mode`. */
  readonly targetKind?: string | undefined;
  readonly proxyMultiDb?: boolean | undefined;
  /** While the task ran, master and standby of an instance changed places. */
  readonly switchedOver?: boolean | undefined;
  readonly resumeMode?: string | undefined;
  readonly linkBroken?: boolean | undefined;
  readonly fullProgressFellBack?: boolean | undefined;
  /** By FLUSHDB or FLUSHALL, while the task ran. */
  readonly sourceFlushed?: boolean | undefined;
  readonly lagGrows?: boolean | undefined;
  readonly keyCountsDiffer?: boolean | undefined;
  readonly inSync?: boolean | undefined;
  readonly exchange?: ExchangeFacts | undefined;
  readonly stillListedAfterDelete?: boolean | undefined;
  readonly migrationType?: string | undefined;
}

interface Whitelist {
  /** False too where an instance has none. */
  readonly enabled?: boolean | undefined;
  /** The address of the migration machine. */
  readonly containsMachine?: boolean | undefined;
}

/** Of an exchange of IP addresses that was tried. */
interface ExchangeFacts {
  readonly selfHosted?: boolean | undefined;
  readonly olderThanRedis4?: boolean | undefined;
  readonly publicAccess?: boolean | undefined;
  readonly portsDiffer?: boolean | undefined;
  readonly passwordsDiffer?: boolean | undefined;
  readonly whitelistsDiffer?: boolean | undefined;
  readonly clientsHang?: boolean | undefined;
  readonly clientsByDomainName?: boolean | undefined;
  readonly domainNameExchanged?: boolean | undefined;
  readonly clientsByStandby?: boolean | undefined;
}
