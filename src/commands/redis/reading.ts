import type { Desk } from '../../desk/ports.ts';
import type { TaskPlace } from '../../desk/tasks/taskSight.ts';
import type { RedisChoice } from '../preflight/configureForm.ts';

/** How a Redis is read. */
export type Way =
  | { readonly kind: 'webCli' }
  | { readonly kind: 'connection'; readonly tls: { readonly authority?: string } | undefined };

/** A Redis that is to be read, with all that it takes. */
export interface Reading {
  readonly redis: RedisChoice;
  readonly way: Way;
  /** Empty where it has none. */
  readonly password: string;
  /** It came from the secret storage. */
  readonly isKept: boolean;
}

/** What the steps share that ask for one. */
export interface ReadingForm {
  readonly desk: Desk;
  readonly title: string;
  readonly place: TaskPlace;
  /** Over the list of instances. */
  readonly placeholder: string;
  /** Offered before the list, under this heading. */
  readonly ends: { readonly heading: string; readonly choices: readonly RedisChoice[] };
  /** Which one it is; it can be changed by whoever goes back. */
  readonly known?: RedisChoice | undefined;
  readonly draft: { -readonly [Field in keyof Reading]?: Reading[Field] };
}
