import * as z from 'zod';
import { regions, sandboxRegion } from '../cloud/regions.ts';
import { taskFileSchema } from './taskFileSchema.ts';

/** JSON with keywords that VS Code's JSON language service reads beyond draft 7. */
type JsonSchema = Record<string, unknown>;

/** Keywords of a schema node that hold a text for people. */
const textKeywords = [
  'title',
  'description',
  'markdownDescription',
  'patternErrorMessage',
  'deprecationMessage',
  'errorMessage',
];

/**
 * The JSON schema of task files, for completion, hover and validation in the editor. Draft 7, the newest that VS Code understands in full.
 * @param translate puts the texts of the schema, written in English, into the language of the editor
 */
export function taskFileJsonSchema(translate: (text: string) => string): object {
  const generated = z.toJSONSchema(taskFileSchema, { target: 'draft-7', io: 'input' });
  const properties = Object.entries(generated.properties ?? {}).map(([name, property]) => [
    name,
    {
      ...translateNode(nodeSchema.parse(property), translate),
      ...(name === 'region' ? suggestRegions(translate) : {}),
    },
  ]);
  return {
    ...translateNode(generated, translate),
    properties: Object.fromEntries(properties),
    allowComments: true,
    allowTrailingCommas: true,
  };
}

const nodeSchema = z.record(z.string(), z.unknown());
const snippetsSchema = z.array(z.looseObject({ label: z.string(), description: z.string() }));

/** `isRegionId` as the editor can ask it. */
const regionPattern = '^[a-z0-9]+(-[a-z0-9]+)+$';

/** An enum alone would have the editor reject the ID of a region that is newer than the list. */
function suggestRegions(translate: (text: string) => string): JsonSchema {
  const offered = [...regions.filter(({ hasDcs }) => hasDcs), sandboxRegion];
  const known = {
    enum: offered.map(({ id }) => id),
    enumDescriptions: offered.map(({ name }) => translate(name)),
  };
  return { anyOf: [known, { pattern: regionPattern }] };
}

function translateNode(node: Readonly<JsonSchema>, translate: (text: string) => string): JsonSchema {
  const translated = Object.entries(node).map(([keyword, value]) => {
    if (textKeywords.includes(keyword) && typeof value === 'string') return [keyword, translate(value)];
    return keyword === 'defaultSnippets' ? [keyword, translateSnippets(value, translate)] : [keyword, value];
  });
  return Object.fromEntries(translated);
}

/** The bodies of snippets stay: they are field names and placeholders. */
function translateSnippets(snippets: unknown, translate: (text: string) => string): unknown {
  return snippetsSchema.parse(snippets).map((snippet) => ({
    ...snippet,
    label: translate(snippet.label),
    description: translate(snippet.description),
  }));
}
