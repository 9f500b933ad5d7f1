import { rollBackIp } from './rollBackIp.ts';
import { chooseAndSwapIp } from './swapIp.ts';

/** What a migration ends with. */
export const cutOverCommands = { swapIp: chooseAndSwapIp, rollBackIp } as const;
