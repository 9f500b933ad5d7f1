import type { UnintelligibleReason, UnreachableReason } from '../errors.ts';
import * as advice from './advice.ts';
import type { Explanation } from './explanation.ts';

/** Failures before any answer. */
export const unreachable: Readonly<Record<UnreachableReason, Explanation>> = {
  dns: {
    meaning: 'The name of the host could not be resolved, as also happens when the proxy is not used.',
    ...advice.checkProxyUse,
  },
  refused: { meaning: 'The host refused the connection.', ...advice.checkFirewall },
  noRoute: { meaning: 'There is no network route to the host.', ...advice.checkConnection },
  tls: { meaning: 'No secure connection could be agreed with the host.', ...advice.checkTls },
  certificate: {
    meaning: 'The certificate of the host is not trusted, as happens behind a proxy that inspects traffic.',
    ...advice.installCertificate,
  },
  proxy: { meaning: 'The proxy could not be reached, or did not pass the request on.', ...advice.checkProxy },
  proxyAuthentication: { meaning: 'The proxy asks for a user name and a password.', ...advice.signInToProxy },
  connectTimeout: { meaning: 'No connection to the host came about in time.', ...advice.checkFirewall },
  timeout: {
    meaning: 'The cloud did not answer in time.',
    ...advice.tryAgain,
  },
  reset: {
    meaning: 'The connection broke off before the answer was complete.',
    ...advice.tryAgain,
  },
  other: {
    meaning: 'The network failed while the request was under way.',
    ...advice.tryAgain,
  },
};

/** Answers that are not the service speaking. */
export const unintelligible: Readonly<Record<UnintelligibleReason, Explanation>> = {
  html: {
    meaning:
      "A web page came instead of the cloud's answer, as a captive portal or the login page of a proxy sends it.",
    ...advice.logInToNetwork,
  },
  empty: { meaning: 'The answer of the cloud was empty.', ...advice.lookForTask },
  notJson: { meaning: 'The answer of the cloud was not JSON.', ...advice.lookForTask },
  shape: { meaning: 'The answer of the cloud lacked what it should contain.', ...advice.lookForTask },
  tooLarge: { meaning: 'The answer of the cloud was larger than 16 MiB, and was not read.', ...advice.lookForTask },
  redirect: {
    meaning:
      'The answer sent the request on to another address, as a captive portal or the login page of a proxy does.',
    ...advice.logInToNetwork,
  },
};
