import * as z from 'zod';

const edits = z.object({
  /** Milliseconds from an edit until its marks are there; without the editor, of a fixed wait. */
  times: z.array(z.number()),
  /** Milliseconds that the extension host was busy at a stretch. */
  longest: z.number(),
});

/** What was measured inside the extension host, in milliseconds. */
export const editorSamplesSchema = z.object({
  /** From asking for the list of 5,000 VPCs to its first answer, nothing known. */
  cold: z.number(),
  warm: z.array(z.number()),
  /** The same question where nobody but VS Code answers. */
  bareLists: z.array(z.number()),
  bare: edits,
  ours: edits,
});

export type EditorSamples = z.infer<typeof editorSamplesSchema>;
