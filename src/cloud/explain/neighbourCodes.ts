import * as advice from './advice.ts';
import type { Explanation } from './explanation.ts';

/** Error codes of the services that a migration task needs besides DCS: VPC, IAM and billing (CBC); 1100 is of IAM. */
export const neighbourCodes: Readonly<Record<string, Explanation>> = {
  'VPC.0003': { meaning: 'The VPC was not found in this project and region.', ...advice.pickVpc },
  'VPC.0005': {
    meaning: 'The VPC service refuses the user, who is restricted or in arrears.',
    ...advice.settleAccount,
  },
  'VPC.0007': { meaning: 'The project in the URL is not the project of the credential.', ...advice.pickProject },
  'VPC.0008': { meaning: 'The VPC service does not recognise the token.', ...advice.signInAgain },
  'VPC.0009': { meaning: 'The VPC service needs an account with real-name authentication.', ...advice.verifyIdentity },
  'VPC.0010': { meaning: 'The VPC service lacks a permission on a service that it relies on.', ...advice.askForVpc },
  'VPC.0101': { meaning: 'The VPC service does not accept a parameter of the request.', ...advice.correctNamedValue },
  'VPC.2201': { meaning: 'A policy denies this operation in the VPC service.', ...advice.askForVpc },
  'VPC.2701': {
    meaning:
      'The VPC service does not allow this, as happens with a missing permission, a low balance or a frozen resource.',
    ...advice.settleAccount,
  },
  '1100': { meaning: 'A mandatory parameter of the call to IAM is missing.', ...advice.correctNamedValue },
  'IAM.0006': { meaning: 'IAM had an internal error.', ...advice.waitAndRetry },
  'IAM.0007': { meaning: 'IAM does not accept a parameter of the request.', ...advice.correctNamedValue },
  'IAM.0011': { meaning: 'IAM does not accept the body of the request.', ...advice.correctBody },
  'IAM.0072': { meaning: 'A property that IAM requires is missing.', ...advice.correctNamedValue },
  'CBC.99003651': {
    meaning: 'Billing is still carrying out another operation on the resource.',
    ...advice.waitForOperation,
  },
};

/** VPC.0105, where the network service behind the VPC service complains. */
export const networkServiceByStatus: Readonly<Record<number, Explanation>> = {
  404: { meaning: 'The network service did not find what the request names.', ...advice.pickVpc },
  500: { meaning: 'The network service behind the VPC service failed.', ...advice.waitAndRetry },
};
