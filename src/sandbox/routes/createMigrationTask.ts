import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type Answer, dcsDenial, dcsError, ok } from '../answer.ts';
import { newTask } from '../machine.ts';
import type { SandboxTask } from '../taskBook.ts';
import type { Subnet, World } from '../world.ts';
import { readJson } from './jsonBody.ts';
import type { Call, Cloud, Route } from './route.ts';

const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);

/** The API documents no rule for the name beyond that it must be there, and none that makes it unique. */
const requestBody = z.looseObject({
  name: z.string().regex(/\S/),
  description: z.string().max(1024).nullish(),
  vpc_id: uuid,
  subnet_id: uuid,
  security_group_id: uuid,
});

/** Source: DCS API reference, "Error codes"; wordings shortened. All are HTTP 400. */
const refusals: ReadonlyMap<string, string> = new Map([
  ['DCS.4004', 'The request body is empty.'],
  ['DCS.4005', 'The request body is not in JSON format or contains invalid characters.'],
  ['DCS.4011', 'The description must not be longer than 1024 characters.'],
  ['DCS.4013', 'The VPC ID is missing or invalid.'],
  ['DCS.4014', 'The security group ID is missing or invalid.'],
  ['DCS.4016', 'The subnet ID is missing or invalid.'],
  ['DCS.4018', 'The subnet does not belong to the VPC.'],
  ['DCS.4020', 'DHCP is not enabled for the subnet.'],
  ['DCS.4039', 'The quota is used up.'],
  ['DCS.4046', 'The security group does not exist.'],
  ['DCS.4063', 'The request parameter name is invalid.'],
  ['DCS.4068', 'The VPC does not exist.'],
  ['DCS.4911', 'The subnet has no available IP addresses.'],
]);

const codeOfField: ReadonlyMap<unknown, string> = new Map([
  ['name', 'DCS.4063'],
  ['description', 'DCS.4011'],
  ['vpc_id', 'DCS.4013'],
  ['subnet_id', 'DCS.4016'],
  ['security_group_id', 'DCS.4014'],
]);

export const createMigrationTaskRoute: Route = {
  service: 'dcs',
  method: 'POST',
  path: '/v2/{project_id}/migration/instance',
  action: 'dcs:migrationTask:create',
  denied: dcsDenial,
  answer: createMigrationTask,
};

function createMigrationTask(call: Call, cloud: Cloud): Answer {
  const json = readJson(call);
  if (json.code !== undefined) return refuse(json.code);
  const parsed = requestBody.safeParse(json.value);
  if (!parsed.success) return refuse(codeOfField.get(parsed.error.issues[0]?.path[0]) ?? 'DCS.4005');

  const body = parsed.data;
  const subnet = usableSubnet(body, cloud.world);
  if (typeof subnet === 'string') return refuse(subnet);
  const { id: projectId, region } = call.project;
  if (cloud.tasks.ofProject(projectId).filter(isCounted).length >= cloud.taskQuota) return refuse('DCS.4039');

  const taskId = randomUUID();
  const jobId = randomUUID().replaceAll('-', '');
  const entry = { taskId, jobId, body, projectId, region, time: cloud.now(), requestId: call.requestId };
  const fate = cloud.machineFails(entry) ? ({ failure: 'machineNotStarted' } as const) : undefined;
  const isTaken = (address: string) => cloud.tasks.hasMachineAt(projectId, address);
  cloud.tasks.add(newTask(entry, subnet, { origin: 'request', fate }, isTaken));
  return ok({ instance_id: taskId, job_id: jobId });
}

/** What a sandbox starts with leaves the quota to those who use it. */
function isCounted({ origin, events }: SandboxTask): boolean {
  return origin === 'request' && !events.some(({ kind }) => kind === 'deleted');
}

function refuse(code: string): Answer {
  return dcsError(400, code, refusals.get(code) ?? '');
}

/** The subnet that the machine goes into; a text is the code of what stands against it. */
function usableSubnet(body: z.infer<typeof requestBody>, world: World): Subnet | string {
  const vpc = world.vpcs.find((one) => one.id === body.vpc_id);
  if (vpc === undefined) return 'DCS.4068';
  const subnet = vpc.subnets.find((one) => one.id === body.subnet_id);
  if (subnet === undefined) return isKnown(body.subnet_id, world) ? 'DCS.4018' : 'DCS.4016';
  if (!subnet.dhcp) return 'DCS.4020';
  if (subnet.freeAddresses === 0) return 'DCS.4911';
  return world.securityGroups.some((one) => one.id === body.security_group_id) ? subnet : 'DCS.4046';
}

function isKnown(subnetId: string, world: World): boolean {
  return world.vpcs.some((vpc) => vpc.subnets.some((subnet) => subnet.id === subnetId));
}
