import type { Translate } from '../cloud/translate.ts';
import type { MigrationProblem } from '../task/file/taskFileProblems.ts';

const site = 'https://support.huaweicloud.com';

/** Codes of the migration section. */
const ofMigration: readonly MigrationProblem['code'][] = [
  'missingSetting',
  'duplicateSetting',
  'unknownSetting',
  'settingType',
  'emptySetting',
  'unknownChoice',
  'bandwidthRange',
  'instanceNotUuid',
  'noInstance',
  'idAndAddrs',
  'addressMistake',
  'unseenCharacter',
  'literalPassword',
  'variableName',
  'credentialVariable',
];

/** Codes of what the settings of a migration, and its instances, are to each other. */
const ofEnds = [
  'sameRedis',
  'bandwidthUnused',
  'nameForId',
  'instanceByAddress',
  'instanceNotRunning',
  'instanceOfAnotherVpc',
  'notRedis',
  'targetTooSmall',
  'targetOlder',
];

/** What tells more about a finding: host and path of a page, without the language. */
const pages: Readonly<Record<string, readonly [site: string, path: string]>> = {
  forbiddenField: [site, 'usermanual-ca/ca_01_0003.html'],
  regionWithoutService: ['https://developer.huaweicloud.com', 'endpoint?DCS'],
  unknownRegion: ['https://developer.huaweicloud.com', 'endpoint?DCS'],
  invalidRegion: ['https://developer.huaweicloud.com', 'endpoint?DCS'],
  subnetOfAnotherVpc: [site, 'api-vpc/vpc_api_0005.html'],
  dhcpOff: [site, 'api-vpc/vpc_api_0005.html'],
  noFreeAddress: [site, 'api-vpc/vpc_api_0005.html'],
  ...Object.fromEntries(
    [...ofMigration, ...ofEnds].map((code) => [code, [site, 'api-dcs/SetOnlineMigrationTask.html']]),
  ),
};

const createPage = [site, 'api-dcs/CreateOnlineMigrationTask.html'] as const;

/** The page of the service's documentation that tells more about a finding, in the language of the editor. */
export function documentationOf(code: string, t: Translate): string {
  const [host, path] = (Object.hasOwn(pages, code) ? pages[code] : undefined) ?? createPage;
  return [host, ...(t('en-US') === 'en-US' ? ['intl/en-us'] : []), path].join('/');
}
