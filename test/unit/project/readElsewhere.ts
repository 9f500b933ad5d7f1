/** Exports that no source imports, and one file that does. A test that can go through something else is not a reason for one. */
export const readElsewhere: Readonly<Record<string, string>> = {
  // The editor calls it too.
  'src/extension.ts activate': 'test/host/copiedExtension.ts',
  'src/extension.ts sandboxEndingWith': 'test/host/copiedExtension.ts',
  'src/task/file/taskFileJsonSchema.ts taskFileJsonSchema': 'esbuild.js',

  'src/account/account.ts WindowMemory': 'test/support/desk/memoryStores.ts',
  'src/account/profile.ts profileSchema': 'test/support/desk/deskAndCloud.ts',
  'src/cloud/explain/errorCatalogue.ts allExplanations': 'test/support/project/translations.ts',
  'src/cloud/explain/errorCatalogue.ts documentedCodes': 'test/unit/cloud/explain/errorCatalogue.test.ts',
  'src/cloud/services/migrationTasks.ts TaskPage': 'test/unit/cloud/services/migrationTaskList.test.ts',
  'src/commands/account/signInProject.ts checkProjectId': 'test/unit/commands/create/checks.test.ts',
  'src/commands/create/taskSteps.ts checkDescription': 'test/unit/commands/create/checks.test.ts',
  'src/commands/create/nameStep.ts checkName': 'test/unit/commands/create/checks.test.ts',
  'src/commands/create/networkSteps.ts checkId': 'test/unit/commands/create/checks.test.ts',
  'src/desk/turns.ts createTurns': 'test/unit/desk/turns.test.ts',
  'src/sandbox/life/seeds.ts seedPasswords': 'test/unit/sandbox/tasks/detail.test.ts',
  'src/sandbox/redis/redisSeeds.ts exampleTargetId': 'test/unit/sandbox/redis/whitelist.test.ts',
  'src/sandbox/server.ts Sandbox': 'test/support/desk/deskAndCloud.ts',
  'src/sandbox/server.ts SandboxOptions': 'test/support/desk/deskAndCloud.ts',
  'src/sandbox/world.ts buildWorld': 'test/unit/sandbox/world.test.ts',
  'src/task/create/create.ts CreateTools': 'test/support/desk/createNoted.ts',
  'src/task/create/findTask.ts Look': 'test/unit/task/create/findTask.test.ts',
  'src/task/create/pace.ts PaceParts': 'test/unit/task/create/pace.test.ts',
  'src/task/file/json/textWalk.ts stride': 'test/unit/task/file/json/steps.test.ts',
  'src/task/readiness.ts ReadinessSample': 'test/unit/task/readiness.test.ts',
  'src/task/journal/journalFiles.ts insist': 'test/unit/task/journal/journalDisk.test.ts',
};
