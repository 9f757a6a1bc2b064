import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from './server';

const USAGE = `Usage: sip-trace-language-server [--stdio | --node-ipc]

A language server for SIP traces (Language Server Protocol 3.17). Without an option it speaks over standard input and output.
`;

const TRANSPORTS = ['--stdio', '--node-ipc', '--socket', '--pipe'];

if (process.argv.includes('--help') || process.argv.includes('-h')) {
  process.stdout.write(USAGE);
} else {
  const chosen = process.argv.some((argument) => TRANSPORTS.some((transport) => argument.startsWith(transport)));
  if (!chosen) process.argv.push('--stdio');
  startServer(createConnection(ProposedFeatures.all));
}
