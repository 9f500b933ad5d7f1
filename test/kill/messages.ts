import * as z from 'zod';

/** What the extension host is asked to do, one after the other; it answers each with `done`, or with `held` and does no more. */
export const orderSchema = z.discriminatedUnion('work', [
  /** Create the task of a file, as the person asks for it with the command. */
  z.object({
    work: z.literal('create'),
    storage: z.string(),
    profile: z.string(),
    file: z.string(),
    holdAt: z.string().optional(),
  }),
  /** Settle what is open in the journal, as after a start. Pauses take no time. */
  z.object({ work: z.literal('settle'), storage: z.string(), profile: z.string(), holdAt: z.string().optional() }),
]);

export type Order = z.infer<typeof orderSchema>;

export const reportSchema = z.discriminatedUnion('kind', [
  /** `folder`: that of the window's workspace. */
  z.object({ kind: z.literal('started'), pid: z.int().positive(), folder: z.string() }),
  /** The host stands still at this step and waits to be killed. */
  z.object({ kind: z.literal('held'), at: z.string() }),
  /** What the person was told, and what was asked; every question is declined. */
  z.object({ kind: z.literal('done'), told: z.array(z.string()), asked: z.array(z.string()) }),
  z.object({ kind: z.literal('failed'), error: z.string() }),
]);

export type Report = z.infer<typeof reportSchema>;
export type Done = Extract<Report, { kind: 'done' }>;

/** The variable that tells the extension host where the orders come from. */
export const portVariable = 'KILL_PORT';

/** Hands over each line as the value it holds. */
export function linesTo<T>(schema: z.ZodType<T>, use: (value: T) => void): (chunk: string) => void {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) use(schema.parse(JSON.parse(line)));
  };
}

export function asLine(value: Order | Report): string {
  return `${JSON.stringify(value)}\n`;
}
