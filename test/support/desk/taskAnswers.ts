import { documentedExample } from '../../../src/sandbox/worldTables.ts';
import { type Answer, accepted, picked, typed } from './script.ts';

/** The networks of the documented example, as they are called in the body. */
export const exampleNetworks = {
  vpc_id: documentedExample.vpcId,
  subnet_id: documentedExample.subnetId,
  security_group_id: documentedExample.securityGroupId,
} as const;

/** Words of each of the six questions. */
export const asks = {
  name: 'Name of the online migration task',
  description: 'Description; may be empty',
  vpc: 'Pick the VPC',
  subnet: 'Pick the subnet',
  securityGroup: 'Pick the security group',
  review: 'Creating starts a migration machine',
  sandboxReview: 'Nothing in the sandbox is real or billed',
} as const;

/** The first five answers, with the networks of the documented example. */
export function exampleAnswers(name = 'dcs-migration-orders'): readonly Answer[] {
  return [
    typed(asks.name, name),
    accepted(asks.description),
    picked(asks.vpc, 'vpc-example'),
    picked(asks.subnet, 'subnet-example'),
    picked(asks.securityGroup, 'sg-example'),
  ];
}

/** Goes on with whatever the five steps propose, as far as lists propose something: what was picked before. */
export function networksAgain(): readonly Answer[] {
  return exampleAnswers().slice(2);
}
