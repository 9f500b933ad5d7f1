import { type Answer, iamError, iamParameterError, ok } from '../answer.ts';
import type { Project, Region } from '../world.ts';
import { matching } from './page.ts';
import type { Action, Call, Cloud, Route } from './route.ts';

export const iamRoutes: readonly Route[] = [
  {
    service: 'iam',
    method: 'GET',
    path: '/v3/projects',
    action: 'iam:projects:list',
    denied,
    answer: listProjects,
  },
  {
    service: 'iam',
    method: 'GET',
    path: '/v3/auth/projects',
    action: 'iam:projects:listProjectsForUser',
    denied,
    answer: (call, { world }) =>
      ok({
        projects: world.projects.map((project) => projectBody(project, call, world.domainId)),
        links: links(call, '/v3/auth/projects'),
      }),
  },
  {
    service: 'iam',
    method: 'GET',
    path: '/v3/regions',
    denied,
    answer: (call, { world }) =>
      ok({ regions: world.regions.map((region) => regionBody(region, call)), links: links(call, '/v3/regions') }),
  },
];

function denied(action: Action): Answer {
  return iamError(403, 'Forbidden', `You are not authorized to perform the requested action: ${action}`);
}

function listProjects(call: Call, { world }: Cloud): Answer {
  const { query } = call;
  const found = matching(world.projects, query, {
    name: (project) => project.name,
    parent_id: (project) => project.parentId,
    domain_id: () => world.domainId,
    enabled: () => 'true',
    is_domain: () => 'false',
  });
  const page = numberedPage(found, query);
  if (page === undefined) return iamParameterError('IAM.0007', 'Request parameter page or per_page is invalid.');
  return ok({
    projects: page.map((project) => projectBody(project, call, world.domainId)),
    links: links(call, '/v3/projects'),
  });
}

/** `page` from 1 and `per_page` from 1 to 5000 come together or not at all; undefined where they do not. */
function numberedPage(projects: readonly Project[], query: URLSearchParams): readonly Project[] | undefined {
  const pageText = query.get('page');
  const sizeText = query.get('per_page');
  if (pageText === null && sizeText === null) return projects;
  const page = Number(pageText);
  const size = Number(sizeText);
  if (!Number.isInteger(page) || !Number.isInteger(size) || page < 1 || size < 1 || size > 5000) return undefined;
  return projects.slice((page - 1) * size, page * size);
}

function projectBody(project: Project, call: Call, domainId: string): object {
  return {
    id: project.id,
    name: project.name,
    domain_id: domainId,
    parent_id: project.parentId,
    description: project.description,
    enabled: true,
    is_domain: false,
    links: { self: `${call.origin}/v3/projects/${project.id}` },
  };
}

function regionBody(region: Region, call: Call): object {
  return {
    id: region.id,
    type: 'public',
    locales: region.locales,
    parent_region_id: null,
    description: '',
    links: { self: `${call.origin}/v3/regions/${region.id}` },
  };
}

function links(call: Call, path: string): object {
  return { self: `${call.origin}${path}`, previous: null, next: null };
}
