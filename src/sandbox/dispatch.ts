import type { AccessKey } from '../cloud/signing.ts';
import { type Answer, gatewayError, notPublished } from './answer.ts';
import { type Attempts, authenticate, authenticateHead, type ReceivedRequest, type RequestHead } from './gateway.ts';
import { findRoute, type Match } from './routes/published.ts';
import type { Action, Cloud } from './routes/route.ts';
import { letThrough, type Throttle, throttled } from './throttle.ts';

/** The account behind the gateway and what the gateway remembers of it. */
export interface Account {
  readonly key: AccessKey;
  /** Replaced with every request of that key. */
  attempts: Attempts;
  /** Missing where nothing is throttled. */
  readonly throttle: Throttle | undefined;
  readonly denied: ReadonlySet<Action>;
  readonly cloud: Cloud;
}

/** Bytes of a target. Source: the usual limit of a gateway; API Gateway documents only that there is one. */
const longestTarget = 8192;

/** Bytes of a body. The cloud takes 12 MB; what this extension sends has a few kilobytes. */
export const longestBody = 1024 * 1024;

/** The route of a request, or the answer that needs neither its body nor its signature. */
export function admit(head: RequestHead, target: string, requestId: string): Match | Answer {
  const foreign = foreignOrigin(head.headers);
  if (foreign !== undefined) return gatewayError(403, 'APIGW.0306', `API access denied: ${foreign}`, requestId);
  if (target.length > longestTarget) return gatewayError(414, 'APIGW.0201', 'Request URI too long', requestId);
  const found = findRoute(head.method, target.split(/[?#]/, 1)[0] ?? '');
  if (found === undefined) return notPublished(requestId);
  if ('route' in found) return found;
  const refusal = gatewayError(405, 'APIGW.0101', `The method ${head.method} is not defined for this API`, requestId);
  return { ...refusal, headers: { Allow: found.allowed.join(', ') } };
}

/** The answer that the head of a request is enough for; undefined where its body is worth reading. */
export function refuseByHead(head: RequestHead, account: Account, requestId: string): Answer | undefined {
  if (Number(head.headers['content-length'] ?? 0) > longestBody) return tooLarge(requestId);
  const found = authenticateHead(head, account.key, account.attempts, account.cloud.now());
  if (found.attempts === undefined) return undefined;
  account.attempts = found.attempts;
  return unauthorized(found.refusal, requestId);
}

export function tooLarge(requestId: string): Answer {
  return gatewayError(413, 'APIGW.0201', 'Request entity too large', requestId);
}

function unauthorized(refusal: string, requestId: string): Answer {
  return gatewayError(401, 'APIGW.0301', `Incorrect IAM authentication information: ${refusal}`, requestId);
}

/** The answer to a complete request: who calls, how often, in which project, whether a policy allows it, and then the service itself. */
export function decide(
  request: ReceivedRequest,
  match: Match,
  account: Account,
  requestId: string,
): Answer | Promise<Answer> {
  const { cloud } = account;
  const verdict = authenticate(request, account.key, account.attempts, cloud.now());
  account.attempts = verdict.attempts;
  if (verdict.refusal !== undefined) return unauthorized(verdict.refusal, requestId);
  const { route, parameters } = match;
  if (account.throttle !== undefined && !letThrough(account.throttle, route, cloud.now())) {
    return throttled(account.throttle, requestId);
  }
  const projectId = parameters.get('project_id');
  const project = cloud.world.projects.find(({ id }) => projectId === undefined || id === projectId);
  if (project === undefined) return gatewayError(403, 'APIGW.0310', 'The project is unavailable', requestId);
  if (route.action !== undefined && account.denied.has(route.action)) return route.denied(route.action, requestId);
  const { headers, body } = request;
  const origin = `http://${headers['host']}`;
  const query = new URLSearchParams(request.url.split(/[?#]/, 2)[1]);
  return route.answer({ project, parameters, query, headers, body, requestId, origin }, cloud);
}

/**
 * Why a request may come from a web page: a name that was rebound to the loopback address, or an Origin, which browsers add and tools do not.
 * Source: fetch standard, "Origin header".
 */
function foreignOrigin(headers: Readonly<Record<string, string>>): string | undefined {
  const host = headers['host'] ?? '';
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(host)) {
    return `the sandbox answers on the loopback address only, not as "${host}"`;
  }
  return headers['origin'] === undefined ? undefined : 'the sandbox does not answer web pages';
}
