import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { asn1, xml } from '../../features/decoders';
import { startServer } from '../server';

declare const self: DedicatedWorkerGlobalScope;

// A worker cannot fetch them when they are first asked for: see scripts/lib/sharedCore.mjs.
Object.assign(self, { sipTraceDecoders: { asn1, xml } });

startServer(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)));
