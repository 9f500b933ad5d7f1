import { dcsError } from '../../answer.ts';

/** Source: DCS API reference, "Error codes". */
export const passwordMissing = dcsError(400, 'DCS.4845', 'The password is missing or invalid.');
export const passwordRefused = dcsError(400, 'DCS.4080', 'The password verification failed.');
export const passwordNotWanted = dcsError(400, 'DCS.4850', 'Password-free access is enabled.');
