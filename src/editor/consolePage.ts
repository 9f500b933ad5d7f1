import { consoleAddress } from '../desk/consolePage.ts';
import type { CloudView } from './cloudView.ts';
import { idFields } from './instances/migrationEnds.ts';

/** The part of the console that shows what a field names. */
const services: Readonly<Record<string, string>> = {
  region: 'dcs',
  project_id: 'iam',
  vpc_id: 'vpc',
  subnet_id: 'vpc',
  security_group_id: 'vpc',
  ...Object.fromEntries(idFields.map((field) => [field, 'dcs'])),
};

/** The address of the console for a field, where there is one. */
export function consolePage(field: string, { account, target, connection }: CloudView): string | undefined {
  const service = services[field];
  if (service === undefined) return undefined;
  const { region } = target;
  return consoleAddress(service, { sandbox: account.kind === 'sandbox', region, endpoint: connection.endpoints.vpc });
}
