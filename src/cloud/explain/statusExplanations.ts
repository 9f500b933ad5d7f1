import * as advice from './advice.ts';
import type { Explanation } from './explanation.ts';

/** What an HTTP status says where the code is unknown or missing. */
export const statusExplanations: Readonly<Record<number, Explanation>> = {
  400: { meaning: 'The cloud finds a mistake in the request.', ...advice.correctNamedValue },
  401: { meaning: 'The cloud does not accept the credential.', ...advice.checkKeys },
  403: { meaning: 'The cloud knows the credential, but does not permit this operation.', ...advice.askForPermission },
  404: { meaning: 'The cloud finds nothing at this address.', ...advice.correctRegion },
  405: { meaning: 'The address does not take this kind of request.', ...advice.correctEndpoint },
  408: { meaning: 'The cloud waited too long for the rest of the request.', ...advice.lookForTask },
  409: { meaning: 'The request conflicts with another operation.', ...advice.waitForOperation },
  413: { meaning: 'The request is larger than the cloud takes.', ...advice.shortenDescription },
  429: { meaning: 'The cloud throttles the calls because there were too many in a short time.', ...advice.slowDown },
  500: { meaning: 'The cloud had an internal error.', ...advice.lookForTask },
  502: { meaning: 'A gateway on the way got no valid answer from the cloud.', ...advice.lookForTask },
  503: { meaning: 'The service is not available for now.', ...advice.lookForTask },
  504: { meaning: 'A gateway on the way got no answer from the cloud in time.', ...advice.lookForTask },
};

/** Any other 4xx. */
export const otherRefusal: Explanation = { meaning: 'The cloud refuses the request.', ...advice.correctNamedValue };
/** Any other 5xx. */
export const otherFailure: Explanation = { meaning: 'The cloud failed to handle the request.', ...advice.lookForTask };
/** Neither success nor error. */
export const unexpectedStatus: Explanation = {
  meaning: 'The cloud answered with a status that does not belong to this call.',
  ...advice.lookForTask,
};
