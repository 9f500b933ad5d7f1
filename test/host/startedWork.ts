import { createHook } from 'node:async_hooks';

/**
 * Runs `work` and names what code in `folder` started meanwhile that goes on by itself: timers, file reads, connections,
 * processes; promises aside. `work` sees the list grow.
 */
export async function startedWork(
  folder: string,
  work: (started: readonly string[]) => Promise<unknown>,
): Promise<string[]> {
  const started: string[] = [];
  const hook = createHook({
    init(_id, type) {
      const caller = callerOf(new Error().stack ?? '');
      if (type !== 'PROMISE' && decodeURI(caller).includes(folder)) started.push(`${type} ${caller.trim()}`);
    },
  });
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 30;
  hook.enable();
  try {
    await work(started);
  } finally {
    hook.disable();
    Error.stackTraceLimit = stackTraceLimit;
  }
  return started;
}

/** The innermost frame that is neither Node's nor this file's: who asked for it, and not who merely was on the stack. */
function callerOf(stack: string): string {
  const frames = stack.split('\n').slice(1);
  return frames.find((frame) => !/\(node:|at node:|AsyncHook\.init/.test(frame)) ?? '';
}
