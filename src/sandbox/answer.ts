/** What goes back over the wire; the request id, the date and the content type are added on the way out. */
export interface Answer {
  readonly status: number;
  /** Missing where there is none to send. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

export const noContent: Answer = { status: 204 };

/** The shape of the API gateway. Source: API Gateway documentation, "Error codes". */
export function gatewayError(status: number, code: string, message: string, requestId: string): Answer {
  return { status, body: { error_msg: message, error_code: code, request_id: requestId } };
}

/** Also where only some regions have it. */
export function notPublished(requestId: string): Answer {
  const message = 'The API does not exist or has not been published in the environment';
  return gatewayError(404, 'APIGW.0101', message, requestId);
}

/** The shape of DCS API v2. Source: DCS API reference, CreateOnlineMigrationTask, response parameters. */
export function dcsError(status: number, code: string, message: string): Answer {
  return { status, body: { error_code: code, error_msg: message, error_ext_msg: null } };
}

/** DCS to an action that a policy does not allow. Source: DCS API reference, "Error codes". */
export function dcsDenial(action: string): Answer {
  return dcsError(403, 'DCS.2007', policyDenies(action));
}

/** The shape of VPC API v1. Source: VPC API reference, "Error codes". */
export function vpcV1Error(status: number, code: string, message: string): Answer {
  return { status, body: { code, message } };
}

/** The shape of VPC API v3: as the gateway's. */
export const vpcV3Error = gatewayError;

/** The shape of IAM for a refused identity or action. Source: IAM API reference, "Status codes" and "Error codes". */
export function iamError(status: number, title: string, message: string): Answer {
  return { status, body: { error: { code: status, message, title } } };
}

/** The shape of IAM for a wrong parameter. Source: IAM API reference, "Error codes". */
export function iamParameterError(code: string, message: string): Answer {
  return { status: 400, body: { error_msg: message, error_code: code } };
}

/** The words of DCS and VPC for an action that a policy does not allow. */
export function policyDenies(action: string): string {
  return `Policy doesn't allow ${action} to be performed.`;
}
