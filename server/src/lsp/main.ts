import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { Introduction } from './initialize';

const USAGE = `Usage: sip-trace-language-server [--stdio | --node-ipc]

A language server for SIP traces (Language Server Protocol 3.17). Without an option it speaks over standard input and output.
`;

const TRANSPORTS = ['--stdio', '--node-ipc', '--socket', '--pipe'];

/** Loads what reads logs, which takes longer than all else of a start. */
declare const require: (path: string) => unknown;
const server = (): typeof import('./server') => require('./server') as typeof import('./server');

if (process.argv.includes('--help') || process.argv.includes('-h')) {
  process.stdout.write(USAGE);
} else {
  const chosen = process.argv.some((argument) => TRANSPORTS.some((transport) => argument.startsWith(transport)));
  if (!chosen) process.argv.push('--stdio');
  const introduction = new Introduction((client) => server().startServer(connection, client));
  const connection = createConnection(ProposedFeatures.all, { messageStrategy: introduction });
  introduction.listenTo(connection);
}
