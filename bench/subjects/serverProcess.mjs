/** How the client starts the server. */
export { nodeOptions } from '../../client/src/serverProcess';
