import { derivedNumber } from './derivedId.ts';
import { addressText, blockOf } from './ipv4.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Fate } from './life/events.ts';
import { type Failure, failures } from './life/failures.ts';
import type { Pace } from './life/pace.ts';
import type { SandboxTask } from './taskBook.ts';
import type { Subnet } from './world.ts';

type MachineState = 'ordered' | 'starting' | 'ready' | 'failed';

/** A task whose machine has been ordered. Its fate is settled here, so that no two answers differ on it. */
export function newTask(
  entry: LedgerEntry,
  subnet: Subnet,
  { origin, fate }: { readonly origin: SandboxTask['origin']; readonly fate: Fate | undefined },
  isTaken: (address: string) => boolean,
): SandboxTask {
  return { entry, origin, machineAddress: machineAddress(entry.taskId, subnet, isTaken), fate, events: [] };
}

/** One that no other machine has, as long as the subnet has any. */
function machineAddress(taskId: string, subnet: Subnet, isTaken: (address: string) => boolean): string {
  const { first, size } = blockOf(subnet.cidr);
  // The first and the last addresses of a subnet are the cloud's own.
  const count = size - 8;
  const wanted = derivedNumber(taskId, count);
  const addressAt = (index: number) => addressText(first + 4 + ((wanted + index) % count));
  for (let index = 0; index < count; index += 1) {
    const address = addressAt(index);
    if (!isTaken(address)) return address;
  }
  return addressAt(0);
}

/** Nothing but the clock moves a machine on. It waits its turn for the first tenth of its time. */
export function machineState(task: SandboxTask, shared: Pace, now: Date): MachineState {
  const pace = task.pace ?? shared;
  const age = now.getTime() - task.entry.time.getTime();
  if (age >= pace.machine) return machineFailure(task) === undefined ? 'ready' : 'failed';
  return age < pace.machine / 10 ? 'ordered' : 'starting';
}

/** Why the machine of a task will not come up; undefined where it will. */
export function machineFailure({ fate }: SandboxTask): Failure | undefined {
  const failure: Failure | undefined = fate && failures[fate.failure];
  return failure?.phase === 'create' ? failure : undefined;
}
