import { copyRequest } from './copyRequest.ts';
import { createMigrationTaskFromFile } from './createMigrationTaskFromFile.ts';
import { newTaskFile } from './newTaskFile.ts';
import { previewRequest } from './previewRequest.ts';

/** What a file would send, or does. */
export const fileCommands = { newTaskFile, createMigrationTaskFromFile, previewRequest, copyRequest };
