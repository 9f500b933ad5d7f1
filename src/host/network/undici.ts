// By a static import: undici is CommonJS, and a bundled import() of it would have no names but `default`.
export { Agent, EnvHttpProxyAgent, fetch } from 'undici';
