import type { Explanation } from './explanation.ts';

/** What to do next, said once for all the codes that call for it. */
type Advice = Pick<Explanation, 'action' | 'remedy' | 'field'>;

// What the task says
export const pickVpc: Advice = {
  action: 'Pick a VPC of this project and region.',
  remedy: 'fixInput',
  field: 'vpc_id',
};
export const pickOwnVpc: Advice = { action: 'Pick a VPC that this project owns.', remedy: 'fixInput', field: 'vpc_id' };
export const pickSubnet: Advice = {
  action: 'Pick a subnet of that VPC and use its network ID.',
  remedy: 'fixInput',
  field: 'subnet_id',
};
export const pickSubnetWithDhcp: Advice = {
  action: 'Turn DHCP on for the subnet, or pick another subnet of that VPC.',
  remedy: 'fixInput',
  field: 'subnet_id',
};
export const pickSubnetWithRoom: Advice = {
  action: 'Release addresses in the subnet, or pick another subnet of that VPC.',
  remedy: 'fixInput',
  field: 'subnet_id',
};
export const pickSecurityGroup: Advice = {
  action: 'Pick a security group of this project and region.',
  remedy: 'fixInput',
  field: 'security_group_id',
};
export const openSecurityGroup: Advice = {
  action: 'Add rules that allow all inbound and all outbound traffic, or pick another security group.',
  remedy: 'fixInput',
  field: 'security_group_id',
};
export const pickProject: Advice = {
  action: 'Use the project ID that belongs to this region.',
  remedy: 'fixInput',
  field: 'project_id',
};
export const pickOtherProject: Advice = {
  action: 'Choose another project, or check the state of this one in IAM.',
  remedy: 'fixInput',
  field: 'project_id',
};
export const correctName: Advice = {
  action: 'Use 4 to 64 letters, digits, hyphens and underscores, and start with a letter.',
  remedy: 'fixInput',
  field: 'name',
};
export const chooseOtherName: Advice = {
  action: 'Choose a name that is not in use yet.',
  remedy: 'fixInput',
  field: 'name',
};
export const shortenDescription: Advice = {
  action: 'Shorten the description to 1,024 characters at most.',
  remedy: 'fixInput',
  field: 'description',
};
export const correctNamedValue: Advice = {
  action: "Correct the value that the cloud's message names.",
  remedy: 'fixInput',
};
export const correctBody: Advice = {
  action: 'Preview the request, and correct what is not valid in it.',
  remedy: 'fixInput',
};
export const correctId: Advice = { action: 'Copy the whole ID from the console again.', remedy: 'fixInput' };
export const pickInstance: Advice = {
  action: 'Select an existing DCS instance of this project and region.',
  remedy: 'fixInput',
};
export const enterRedisPassword: Advice = {
  action: 'Enter the password of the Redis instance again.',
  remedy: 'fixInput',
};
export const correctRegion: Advice = {
  action: 'Check the region and the endpoint, and whether the service is offered there.',
  remedy: 'fixInput',
};
export const chooseOtherRegion: Advice = { action: 'Choose another region.', remedy: 'fixInput' };
export const correctEndpoint: Advice = {
  action: "Set the endpoint to Huawei Cloud's own address of the service in this region.",
  remedy: 'fixInput',
};
export const useHttps: Advice = { action: 'Use an endpoint that starts with https://.', remedy: 'fixInput' };

// Who is calling
export const signInAgain: Advice = { action: 'Sign in again with a valid credential.', remedy: 'signIn' };
export const checkKeys: Advice = {
  action: 'Sign in again with the right access key ID and secret access key.',
  remedy: 'signIn',
};
export const checkSecret: Advice = {
  action: 'Sign in again, and enter the secret access key that belongs to this access key ID.',
  remedy: 'signIn',
};
export const checkKeyInConsole: Advice = {
  action: 'Check in the console that the access key exists and is enabled, then sign in again.',
  remedy: 'signIn',
};
export const signInForRegion: Advice = {
  action: 'Sign in again, and check that the project and the endpoint are of the same region.',
  remedy: 'signIn',
};
export const usePermanentKeys: Advice = {
  action: 'Sign in with a permanent access key, which needs no long token.',
  remedy: 'signIn',
};
export const waitForKey: Advice = {
  action: 'Make no call with this key for five minutes, then sign in with the right keys.',
  remedy: 'wait',
};
export const setClock: Advice = {
  action: 'Set the clock of the computer that this extension runs on by a time server, then try again.',
  remedy: 'checkClock',
};

// Who can help
export const askForDcs: Advice = {
  action: "Ask your administrator for the permission that the cloud's message names, or for the policy DCS FullAccess.",
  remedy: 'askAdministrator',
};
export const askForVpc: Advice = {
  action: 'Ask your administrator for the policy VPC ReadOnlyAccess.',
  remedy: 'askAdministrator',
};
export const askForPermission: Advice = {
  action:
    "Ask your administrator for the permission, which the cloud's message may name; DCS FullAccess has all for tasks, and VPC ReadOnlyAccess for the network lists.",
  remedy: 'askAdministrator',
};
export const askForAccess: Advice = {
  action: 'Ask your administrator to allow your user to call this API.',
  remedy: 'askAdministrator',
};
export const askForRegion: Advice = {
  action: 'Ask your administrator for access to this region, or choose another region.',
  remedy: 'askAdministrator',
};
export const askForAddress: Advice = {
  action: 'Ask your administrator to allow the public address of this computer in the access control of the account.',
  remedy: 'askAdministrator',
};
export const askForAgency: Advice = {
  action:
    'Ask your administrator for the permission to create agencies, and check that the agency quota is not used up.',
  remedy: 'askAdministrator',
};
export const settleAccount: Advice = {
  action: 'Check in Billing Center whether the account is in arrears, restricted or frozen, and have that settled.',
  remedy: 'askAdministrator',
};
export const settleOrder: Advice = { action: 'Pay or cancel the order in Billing Center.', remedy: 'askAdministrator' };
export const verifyIdentity: Advice = {
  action: 'Complete the real-name authentication of the account in the console.',
  remedy: 'askAdministrator',
};
export const raiseQuota: Advice = {
  action: 'Delete what is no longer needed, or ask for a higher quota in a service ticket.',
  remedy: 'openTicket',
};
export const openTicket: Advice = { action: 'Open a service ticket with the request ID.', remedy: 'openTicket' };
export const retryOnce: Advice = {
  action: 'Try once more; if it fails again, open a service ticket with the request ID.',
  remedy: 'openTicket',
};
export const notOfATask: Advice = {
  action: 'A migration task has no such value, so check the endpoint and open a service ticket with the request ID.',
  remedy: 'openTicket',
};

// What time or a look at the console settles
export const waitForOperation: Advice = {
  action: 'Wait until the running operation has ended, then try again.',
  remedy: 'wait',
};
export const waitAndRetry: Advice = { action: 'Wait a few minutes, then try again.', remedy: 'wait' };
export const slowDown: Advice = { action: 'Wait a few seconds, then try again.', remedy: 'wait' };
export const waitForState: Advice = {
  action: 'Refresh the task, and try again when its state allows the operation.',
  remedy: 'wait',
};
export const checkTaskList: Advice = {
  action: 'Check the task list before you try again; if it fails again, open a service ticket with the request ID.',
  remedy: 'lookForTask',
};
export const tryAgain: Advice = { action: 'Check the network, then try again.', remedy: 'checkNetwork' };
export const lookForTask: Advice = {
  action:
    'If a task was being created, look for it in the migration task list of the console before you create it again.',
  remedy: 'lookForTask',
};
export const refreshTaskList: Advice = { action: 'Refresh the task list.', remedy: 'lookForTask' };
export const refreshRecords: Advice = { action: 'Refresh the list, and regard the record as deleted.', remedy: 'none' };
export const notOffered: Advice = { action: 'Use an instance or a region that supports it.', remedy: 'none' };
export const nothingToDo: Advice = { action: 'Nothing is left to do.', remedy: 'none' };

// The way to the cloud
export const checkProxyUse: Advice = {
  action:
    'Check the connection and the region; behind a proxy, also check http.proxy and http.proxySupport in the user settings.',
  remedy: 'checkNetwork',
};
export const checkFirewall: Advice = {
  action: 'Check the endpoint, the firewall and, where a proxy is needed, http.proxy in the user settings.',
  remedy: 'checkNetwork',
};
export const checkConnection: Advice = {
  action: 'Check the network connection and the VPN, then try again.',
  remedy: 'checkNetwork',
};
export const checkTls: Advice = {
  action: 'Check that the endpoint speaks HTTPS and that no proxy or firewall intercepts the connection.',
  remedy: 'checkNetwork',
};
export const installCertificate: Advice = {
  action:
    'Install the certificate of your proxy or private cloud in the system certificate store, and check that http.systemCertificates is on in the user settings.',
  remedy: 'checkNetwork',
};
export const checkProxy: Advice = {
  action: 'Check http.proxy in the user settings, or add the host to http.noProxy.',
  remedy: 'checkNetwork',
};
export const signInToProxy: Advice = {
  action:
    'Enter the user name and password of the proxy when VS Code asks for them, and check http.proxy in the user settings.',
  remedy: 'checkNetwork',
};
export const logInToNetwork: Advice = {
  action: 'Open any web page in a browser and log in to the network or the proxy, then try again.',
  remedy: 'checkNetwork',
};
export const checkStripping: Advice = {
  action: 'Check that no proxy strips the body of the request, then try again.',
  remedy: 'checkNetwork',
};
