import type { Layout } from '../../support/project/rooms.ts';

/** Each room may import rooms above it in this table, and no other; editor, views and commands do not see each other. */
const rooms = {
  cloud: [],
  task: ['cloud'],
  account: ['cloud'],
  redis: ['cloud'],
  sandbox: ['cloud'],
  desk: ['cloud', 'task', 'account'],
  commands: ['cloud', 'task', 'account', 'redis', 'desk'],
  editor: ['cloud', 'task', 'account', 'desk'],
  views: ['cloud', 'task', 'desk'],
  // In the page itself, of which the views know what is on it; types only.
  page: ['views'],
  host: ['cloud', 'task', 'account', 'desk', 'commands', 'editor', 'views'],
  '': ['account', 'desk', 'commands', 'host'],
};

const commandFolders = [
  'account',
  'create',
  'settle',
  'tasks',
  'lifecycle',
  'preflight',
  'setBack',
  'configure',
  'cutOver',
  'redis',
  'batch',
  'journeys',
  'file',
  'journey',
  'table',
].map((name) => `commands/${name}`);

const beforePreflight = commandFolders.slice(0, commandFolders.indexOf('commands/preflight'));

/** What the routes of a folder of their own take from the folder above. */
const sharedByRoutes = ['dcsPage', 'jsonBody', 'route'].map((name) => `sandbox/routes/${name}.ts`);

/** The root of a room is its floor, except where it puts together what is in the folders: in commands, host and sandbox; and redaction lies below it. */
const inside = {
  cloud: ['cloud/redaction'],
  'cloud/redaction': ['cloud/foreignText.ts', 'cloud/translate.ts'],
  'cloud/services': ['cloud', 'cloud/redaction'],
  'cloud/explain': ['cloud'],
  task: [],
  'task/file': ['task', 'task/file/json', 'task/file/migration'],
  // The reader knows the limits, the fields and the mistakes of task files, and nothing that is done with these.
  'task/file/json': [
    'migration/migrationSchema',
    'taskFileProblems',
    'taskFileRules',
    'taskFileSchema',
    'textPlace',
  ].map((name) => `task/file/${name}.ts`),
  // A section of the file is checked with what the file is read with, and knows nothing of the task that the rest of it describes.
  'task/file/migration': [
    'task/redisAddresses.ts',
    ...['fieldNames', 'json/values', 'taskFileProblems', 'taskFileRules', 'textPlace', 'textProblemText'].map(
      (name) => `task/file/${name}.ts`,
    ),
  ],
  'task/journal': ['task'],
  'task/record': ['task', 'task/journal'],
  'task/create': ['task', 'task/journal'],
  'task/copies': ['task', 'task/file'],
  'task/preflight': ['task'],
  // What a swap wants is what the checks before the start have noted.
  'task/cutOver': ['task', 'task/preflight', 'task/record'],
  // What a table is read into is written and checked as any task file is.
  'task/table': ['task/file', 'task/file/migration', 'task/file/json/textWalk.ts'],
  account: [],
  redis: [],
  'redis/connection': ['redis'],
  'redis/webCli': ['redis'],
  'redis/probe': ['redis'],
  'redis/compare': ['redis', 'redis/probe/infoReport.ts'],
  sandbox: ['sandbox/backing', 'sandbox/life', 'sandbox/redis', 'sandbox/routes'],
  'sandbox/backing': ['sandbox/redis'],
  'sandbox/redis': ['answer', 'derivedId', 'ipv4'].map((name) => `sandbox/${name}.ts`),
  'sandbox/life': [
    'sandbox/redis',
    ...['derivedId', 'machine', 'taskBook', 'world', 'worldTables'].map((name) => `sandbox/${name}.ts`),
  ],
  'sandbox/routes': [
    'sandbox',
    'sandbox/backing',
    'sandbox/life',
    'sandbox/redis',
    'sandbox/routes/tasks',
    'sandbox/routes/redis',
  ],
  'sandbox/routes/tasks': ['sandbox', 'sandbox/life', 'sandbox/redis', ...sharedByRoutes],
  'sandbox/routes/redis': ['sandbox', 'sandbox/backing', 'sandbox/life', 'sandbox/redis', ...sharedByRoutes],
  desk: ['desk/tasks', 'desk/cutOver'],
  'desk/cutOver': ['desk', 'desk/tasks'],
  'desk/tasks': ['desk'],
  commands: commandFolders,
  // Each may import those before it.
  ...Object.fromEntries(commandFolders.map((folder, index) => [folder, commandFolders.slice(0, index)])),
  'commands/preflight': ['commands/preflight/reading', ...beforePreflight],
  // What is read for is known to it, and nothing that is done with what was read.
  'commands/preflight/reading': ['commands/preflight/configureForm.ts', ...beforePreflight],
  // What is read before the addresses are swapped is read as before a start.
  'commands/journeys': [
    'commands/preflight/reading',
    ...commandFolders.slice(0, commandFolders.indexOf('commands/journeys')),
  ],
  'commands/redis': [
    'commands/preflight/reading',
    ...commandFolders.slice(0, commandFolders.indexOf('commands/redis')),
  ],
  'commands/configure': ['commands/preflight/reading', 'commands/preflight', ...beforePreflight],
  'commands/cutOver': [
    'commands/preflight/reading',
    ...commandFolders.slice(0, commandFolders.indexOf('commands/cutOver')),
  ],
  editor: ['editor/instances'],
  // What is known of source and target belongs to what is known of the file.
  'editor/instances': ['editor'],
  views: [],
  'views/watch': ['views'],
  'views/log': ['views', 'views/watch'],
  'views/progress': ['views'],
  'views/tasks': ['views', 'views/watch', 'views/log', 'views/progress'],
  'views/notices': ['views', 'views/watch', 'views/tasks'],
  page: [],
  host: ['host/editor', 'host/files', 'host/network', 'host/questions', 'host/views'],
  // Which files are task files, and what lies beside one, is known to the search in the workspace.
  'host/editor': ['host/commands.ts', 'host/plainText.ts', 'host/files'],
  'host/files': [],
  'host/network': [],
  'host/questions': ['host/plainText.ts'],
  'host/views': ['host/notifications.ts', 'host/plainText.ts', 'host/startup.ts'],
  '': [],
};

export const layout: Layout = {
  rooms,
  inside,
  // The one file that starts the sandbox.
  exceptions: [['src/commands/account/useSandbox.ts', 'sandbox']],
};

interface PackageRule {
  readonly run: readonly string[];
  readonly typesOnly?: readonly string[];
}

/** The rooms that import a package, and those that know its types only. What is not here may not be imported, but for the rest of `node:`. */
export const packages: Readonly<Record<string, PackageRule>> = {
  vscode: { run: ['host'], typesOnly: ['commands', 'desk', 'editor'] },
  zod: { run: ['account', 'cloud', 'commands', 'host', 'sandbox', 'task'] },
  'jsonc-parser': { run: ['editor'] },
  'fastest-levenshtein': { run: ['cloud', 'task'] },
  papaparse: { run: ['task'] },
  '@redis/client/dist/lib/RESP/decoder.js': { run: ['redis'] },
  undici: { run: ['host'] },
  uplot: { run: ['page'] },
  'node:fs': { run: ['account', 'host', 'task'] },
  'node:http': { run: ['sandbox'] },
  'node:https': { run: [] },
  'node:net': { run: ['redis', 'sandbox'] },
  'node:tls': { run: ['host', 'redis'] },
  'node:child_process': { run: [] },
  'node:process': { run: [] },
};
