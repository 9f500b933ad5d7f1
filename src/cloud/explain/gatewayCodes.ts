import * as advice from './advice.ts';
import type { Explanation } from './explanation.ts';

/** Error codes of the API gateway, which answers before the service does; APIGW.0201 and APIGW.0301 need the status or the message. */
export const gatewayCodes: Readonly<Record<string, Explanation>> = {
  'APIGW.0101': { meaning: 'The API gateway knows no such API at this address.', ...advice.correctRegion },
  'APIGW.0103': { meaning: 'The API gateway did not find the service behind the API.', ...advice.openTicket },
  'APIGW.0104': { meaning: 'A plug-in of the API gateway has no configuration.', ...advice.openTicket },
  'APIGW.0105': {
    meaning: 'The API gateway has no configuration for the service behind the API.',
    ...advice.openTicket,
  },
  'APIGW.0106': {
    meaning: 'The API gateway could not map the parameters of the request.',
    ...advice.correctNamedValue,
  },
  'APIGW.0302': { meaning: 'The access list of the API gateway excludes your IAM user.', ...advice.askForAccess },
  'APIGW.0303': {
    meaning: 'The API gateway expects the credential of an app instead of an access key.',
    ...advice.correctEndpoint,
  },
  'APIGW.0304': { meaning: 'The API gateway has not authorised the app.', ...advice.correctEndpoint },
  'APIGW.0305': { meaning: 'The API gateway does not accept the authentication information.', ...advice.checkKeys },
  'APIGW.0306': { meaning: 'The API gateway denies access to this API.', ...advice.askForAccess },
  'APIGW.0307': { meaning: 'The token has to be renewed, or it belongs to another region.', ...advice.signInForRegion },
  'APIGW.0308': {
    meaning: 'Too many requests were made in a short time, so the API gateway throttles them.',
    ...advice.slowDown,
  },
  'APIGW.0310': { meaning: 'The project is not available.', ...advice.pickOtherProject },
  'APIGW.0311': { meaning: 'The debugging credential of the API gateway is wrong.', ...advice.openTicket },
  'APIGW.0401': { meaning: 'The API gateway cannot tell from which address the request comes.', ...advice.openTicket },
  'APIGW.0402': { meaning: 'Requests from this IP address are not allowed.', ...advice.askForAddress },
  'APIGW.0404': { meaning: 'The API gateway refuses the address of the service behind the API.', ...advice.openTicket },
  'APIGW.0501': { meaning: 'The quota of the app at the API gateway is used up.', ...advice.correctEndpoint },
  'APIGW.0502': { meaning: 'The app is frozen because it is not paid.', ...advice.settleAccount },
  'APIGW.0601': { meaning: 'The API gateway had an internal error.', ...advice.lookForTask },
  'APIGW.0602': { meaning: 'The API gateway does not accept the request.', ...advice.correctBody },
  'APIGW.0605': {
    meaning: 'The API gateway could not resolve the name of the service behind the API.',
    ...advice.lookForTask,
  },
  'APIGW.0606': { meaning: 'The API gateway has not loaded the configuration of the API.', ...advice.lookForTask },
  'APIGW.0607': { meaning: 'The API gateway does not support the protocol of the request.', ...advice.useHttps },
  'APIGW.0608': { meaning: 'The API gateway could not get its own token.', ...advice.lookForTask },
  'APIGW.0609': { meaning: 'The VPC of the service behind the API is missing.', ...advice.openTicket },
  'APIGW.0610': { meaning: 'The API gateway reaches no server of the service behind the API.', ...advice.lookForTask },
  'APIGW.0611': { meaning: 'The port of the service behind the API is missing.', ...advice.openTicket },
  'APIGW.0612': { meaning: 'The API calls itself.', ...advice.openTicket },
  'APIGW.0613': { meaning: 'The API gateway cannot reach IAM for now.', ...advice.waitAndRetry },
  'APIGW.0705': {
    meaning: 'The API gateway could not sign its call to the service behind the API.',
    ...advice.lookForTask,
  },
  'APIGW.0801': { meaning: 'The service cannot be reached from this region.', ...advice.chooseOtherRegion },
  'APIGW.0802': { meaning: 'Your IAM user is barred from this region.', ...advice.askForRegion },
};

/** APIGW.0201, which means something else with each status. */
export const malformedByStatus: Readonly<Record<number, Explanation>> = {
  400: { meaning: 'The API gateway finds the request malformed.', ...advice.correctBody },
  413: {
    meaning: 'The body of the request is larger than the 12 MB that the API gateway takes.',
    ...advice.shortenDescription,
  },
  414: { meaning: 'The URL of the request is too long for the API gateway.', ...advice.correctNamedValue },
  494: {
    meaning: 'The headers of the request are too large for the API gateway, as happens with a long token.',
    ...advice.usePermanentKeys,
  },
  502: { meaning: 'The service behind the API gateway is not available.', ...advice.lookForTask },
  504: { meaning: 'The service behind the API gateway did not answer in time.', ...advice.lookForTask },
};

/** APIGW.0301 and other refusals of the credential, by what their message says. */
export const credentialReasons = {
  unaccepted: { meaning: 'The API gateway does not accept the credential.', ...advice.checkKeys },
  wrongSignature: {
    meaning: 'The signature does not match, most likely because the secret access key is wrong.',
    ...advice.checkSecret,
  },
  lockedKey: {
    meaning: 'The access key is locked for five minutes after more than five failures in a row.',
    ...advice.waitForKey,
  },
  unknownKey: { meaning: 'The access key ID is unknown, or the key is disabled.', ...advice.checkKeyInConsole },
  expiredToken: {
    meaning: 'The token is malformed, has expired, or belongs to a frozen account.',
    ...advice.signInAgain,
  },
  missingToken: { meaning: 'The request carried no credential that the cloud could find.', ...advice.signInAgain },
  wrongClock: {
    meaning: 'The clock of this computer is more than 15 minutes away from the clock of the cloud.',
    ...advice.setClock,
  },
} as const satisfies Readonly<Record<string, Explanation>>;
