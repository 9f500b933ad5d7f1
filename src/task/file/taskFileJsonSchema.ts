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
  const generated = nodeSchema.parse(z.toJSONSchema(taskFileSchema, { target: 'draft-7', io: 'input' }));
  return { ...ofObject(generated, translate), allowComments: true, allowTrailingCommas: true };
}

/** What is missing, what else may stand there, and what form values have, the extension itself says: with fixes, and not twice. */
function ofObject(node: Readonly<JsonSchema>, translate: (text: string) => string): JsonSchema {
  const { additionalProperties: _, required: __, enum: ___, ...kept } = node;
  const translated = translateNode(kept, translate);
  if (node['properties'] === undefined) return translated;
  const properties = Object.entries(nodeSchema.parse(node['properties'])).map(([name, property]) => [
    name,
    ofAnyType(ofObject(nodeSchema.parse(property), translate)),
  ]);
  return { ...translated, properties: Object.fromEntries(properties) };
}

const kinds = ['string', 'number', 'boolean', 'null', 'object', 'array'];

/** The extension itself says what is of the wrong type, with a fix. The first type is the one that completion writes. */
function ofAnyType(node: Readonly<JsonSchema>): JsonSchema {
  const [first] = [node['type']].flat();
  return { ...node, type: [...kinds.filter((kind) => kind === first), ...kinds.filter((kind) => kind !== first)] };
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
