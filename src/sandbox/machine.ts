import { derivedNumber } from './derivedId.ts';
import { addressText, blockOf } from './ipv4.ts';
import type { LedgerEntry } from './ledger.ts';
import type { SandboxTask } from './taskBook.ts';
import type { Subnet } from './world.ts';

/** How the migration machines of the account behave. */
export interface Machines {
  /** Milliseconds from the creation of a task until its machine is up or has failed. */
  readonly time: number;
  readonly fails: (entry: LedgerEntry) => boolean;
}

type MachineState = 'ordered' | 'starting' | 'ready' | 'failed';

/** A task whose machine has been ordered. The fate of the machine is settled here, so that no two answers differ on it. */
export function newTask(entry: LedgerEntry, subnet: Subnet, machines: Machines): SandboxTask {
  const { first, size } = blockOf(subnet.cidr);
  // The first and the last addresses of a subnet are the cloud's own.
  const address = first + 4 + derivedNumber(entry.taskId, size - 8);
  return { entry, machineAddress: addressText(address), machineFails: machines.fails(entry) };
}

/** Nothing but the clock moves a machine on. It waits its turn for the first tenth of its time. */
export function machineState({ entry, machineFails }: SandboxTask, machines: Machines, now: Date): MachineState {
  const age = now.getTime() - entry.time.getTime();
  if (age >= machines.time) return machineFails ? 'failed' : 'ready';
  return age < machines.time / 10 ? 'ordered' : 'starting';
}

export const machineFailure = 'Sandbox: the migration machine could not be created.';
