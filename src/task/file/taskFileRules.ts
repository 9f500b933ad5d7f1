// The API documents no pattern and no length for a task's fields, so all but `projectIdInUrl` only warn.

/** Bytes. A task file is under 1 kB; whatever is larger than this was not meant to be one. */
export const sizeLimit = 2 * 1024 * 1024;

/** Bytes. What is larger is hardly a task file: it is checked, and not looked at for anything else. */
export const usualLimit = 65_536;

/** Brackets inside brackets. The deepest fields of a task are at 3. */
export const depthLimit = 64;

/** Problems kept of one file; a person mends the first few and looks again. */
export const problemLimit = 100;

/** Fields kept of one object: with those of a task more than there are problems kept. */
export const fieldLimit = 200;

/** What the console asks of a task's name; the API documents no rule. */
export const consoleName = /^[A-Za-z][A-Za-z0-9_-]{3,63}$/;

/** Characters, as `lengthOf` counts them. The cap of a DCS instance's description (DCS.4011); none is documented for a task. */
export const descriptionLimit = 1024;

/**
 * Code points: what OpenAPI counts, which the API reference is written in (JSON Schema: `maxLength` counts characters as RFC 8259
 * defines them). How the service itself counts is not documented.
 */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** How VPC, subnet and security group IDs look in every sample of the documentation. */
export const uuid = /^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;

/** The project ID becomes a segment of the URL's path: nothing that could end the segment may be in it. */
export const projectIdInUrl = /^[A-Za-z0-9_-]{1,64}$/;

/** How project IDs look in practice; the VPC API's specification says so. */
export const usualProjectId = /^[0-9a-fA-F]{32}$/;
