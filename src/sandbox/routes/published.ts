import { createMigrationTaskRoute } from './createMigrationTask.ts';
import { iamRoutes } from './iam.ts';
import { jobRoute } from './jobs.ts';
import { peeringRoutes } from './peerings.ts';
import { redisRoutes } from './redis/instances.ts';
import type { Route } from './route.ts';
import { securityGroupRoutes } from './securityGroups.ts';
import { subnetRoutes } from './subnets.ts';
import { configureRoute } from './tasks/configure.ts';
import { exchangeIpRoutes } from './tasks/exchangeIp.ts';
import { lookUpRoutes } from './tasks/lookUps.ts';
import { stopRoutes } from './tasks/stop.ts';
import { taskActionRoutes } from './tasks/taskActions.ts';
import { vpcRoutes } from './vpcs.ts';

/** Everything the sandbox answers. The paths of the three services do not meet, so one address serves all. */
const publishedRoutes: readonly Route[] = [
  createMigrationTaskRoute,
  ...lookUpRoutes,
  configureRoute,
  ...stopRoutes,
  ...taskActionRoutes,
  ...exchangeIpRoutes,
  jobRoute,
  ...redisRoutes,
  ...vpcRoutes,
  ...subnetRoutes,
  ...securityGroupRoutes,
  ...peeringRoutes,
  ...iamRoutes,
];

/** A route and what the path put into its placeholders. */
export interface Match {
  readonly route: Route;
  readonly parameters: ReadonlyMap<string, string>;
}

/** The route of a request; where only the method is wrong, the methods that the path has; undefined where the path is not published. */
export function findRoute(method: string, path: string): Match | { readonly allowed: readonly string[] } | undefined {
  const matches = publishedRoutes.flatMap((route) => {
    const parameters = matchPath(route.path, path);
    return parameters === undefined ? [] : [{ route, parameters }];
  });
  if (matches.length === 0) return undefined;
  return matches.find(({ route }) => route.method === method) ?? { allowed: matches.map(({ route }) => route.method) };
}

function matchPath(pattern: string, path: string): ReadonlyMap<string, string> | undefined {
  const segments = path.split('/');
  const parameters = new Map<string, string>();
  const parts = pattern.split('/');
  if (parts.length !== segments.length) return undefined;
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith('{') && segment !== '') parameters.set(part.slice(1, -1), segment);
    else if (part !== segment) return undefined;
  }
  return parameters;
}
