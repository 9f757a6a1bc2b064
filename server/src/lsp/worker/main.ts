import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { asn1, xml } from '../../features/decoders';
import { Introduction } from '../initialize';
import { startServer } from '../server';

declare const self: DedicatedWorkerGlobalScope;

// A worker cannot fetch them when they are first asked for: see scripts/lib/sharedCore.mjs.
Object.assign(self, { sipTraceDecoders: { asn1, xml } });

const introduction = new Introduction((client) => startServer(connection, client));
const options = { messageStrategy: introduction };
const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self), options);
introduction.listenTo(connection);
