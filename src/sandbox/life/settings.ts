import { derivedNumber } from '../derivedId.ts';
import type { SandboxTask } from '../taskBook.ts';
import type { Instance, Settings } from './events.ts';
import type { FailureName } from './failures.ts';

/** The settings of a task as they are now; undefined where it was never configured. */
export function settingsOf({ events }: SandboxTask): Settings | undefined {
  const settings = events.findLast((event) => event.kind === 'configured')?.settings;
  const last = events.findLast((event) => event.kind === 'configured' || event.kind === 'resumeMode');
  return settings && last?.kind === 'resumeMode' ? { ...settings, resumeMode: last.mode } : settings;
}

/** An instance of the cloud, which knows its name and address. */
export function cloudInstance(id: string, password: string | null, name = `dcs-${id.slice(0, 4)}`): Instance {
  return { id, name, addrs: `10.30.0.${10 + derivedNumber(`address of ${id}`, 200)}:6379`, password };
}

const hostAndPort = /^[A-Za-z0-9.-]+:\d{1,5}$/;
const ipv4 = /^\d+(?:\.\d+){3}:/;
const ofPrivateNetwork = /^(?:10|172\.(?:1[6-9]|2\d|3[01])|192\.168)\./;

/** Settings that the API takes, although no migration can come of them. An online migration never crosses the public network. */
export function failureOfSettings({ source, target }: Settings): FailureName | undefined {
  const isMalformed = ({ addrs }: Instance) => !addrs.split(',').every((address) => hostAndPort.test(address.trim()));
  if (isMalformed(source) || isMalformed(target)) return 'addressInvalid';
  const isPublic = ipv4.test(source.addrs) && !ofPrivateNetwork.test(source.addrs);
  return isPublic ? 'sourceUnreachable' : undefined;
}
