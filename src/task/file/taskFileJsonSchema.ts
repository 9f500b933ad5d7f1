import * as z from 'zod';
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
    ofAnyType(translateNode(nodeSchema.parse(property), translate)),
  ]);
  // What is missing, what else may stand in a file, and what form values have, the extension itself says: with fixes, and not twice.
  const { additionalProperties: _, required: __, ...node } = generated;
  return {
    ...translateNode(node, translate),
    properties: Object.fromEntries(properties),
    allowComments: true,
    allowTrailingCommas: true,
  };
}

/** The extension itself says what is of the wrong type, with a fix. The first type is the one that completion writes. */
function ofAnyType(node: Readonly<JsonSchema>): JsonSchema {
  return node['type'] === 'string'
    ? { ...node, type: ['string', 'number', 'boolean', 'null', 'object', 'array'] }
    : node;
}

const nodeSchema = z.record(z.string(), z.unknown());
const snippetsSchema = z.array(z.looseObject({ label: z.string(), description: z.string() }));

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
