/** VPCs that a peering is between, by their names, and the routes that there are. */
interface PeeringSeed {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly status: 'ACTIVE' | 'PENDING_ACCEPTANCE';
  readonly routes: 'both' | 'there' | 'none';
}

/** One that is whole, one without a way back, and one that nobody has accepted. */
export const peeringSeeds: readonly PeeringSeed[] = [
  { name: 'example-staging', from: 'vpc-example', to: 'vpc-staging', status: 'ACTIVE', routes: 'both' },
  { name: 'example-dev', from: 'vpc-example', to: 'vpc-dev', status: 'ACTIVE', routes: 'there' },
  { name: 'example-缓存', from: 'vpc-example', to: '缓存迁移专用网络', status: 'PENDING_ACCEPTANCE', routes: 'none' },
];
