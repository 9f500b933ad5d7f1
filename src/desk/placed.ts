import type { Connection } from '../cloud/connection.ts';
import type { Translate } from '../cloud/translate.ts';

/** Which cloud it is comes first: nobody may take the sandbox for the cloud, or one region for another. */
export function placed(
  message: string,
  { sandbox, connection }: { readonly sandbox: boolean; readonly connection: Pick<Connection, 'region'> },
  t: Translate,
): string {
  return sandbox ? t('Sandbox: {message}', { message }) : `${connection.region}: ${message}`;
}
