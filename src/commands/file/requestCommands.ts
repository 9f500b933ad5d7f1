import { copyRequest } from './copyRequest.ts';
import { previewRequest } from './previewRequest.ts';

/** What a file would send. */
export const requestCommands = { previewRequest, copyRequest };
