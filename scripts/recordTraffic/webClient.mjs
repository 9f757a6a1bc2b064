// Alice over WebSocket with SIP.js or JsSIP: registers, sends a MESSAGE to Bob, one to carol (404), unregisters.
//   MODULES=/somewhere/node_modules node webClient.mjs sipjs|jssip     (npm install sip.js jssip ws)
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(path.join(process.env.MODULES, 'x.js'));
const { WebSocket } = require('ws');
// The client's own address, so that the packets do not seem to come from the proxy.
globalThis.WebSocket = class extends WebSocket {
  constructor(url, protocols) {
    super(url, protocols, { localAddress: '192.0.2.19' });
  }
};
const SERVER = 'ws://192.0.2.11:8080';
const TEXT = 'Grüße: 5 €\r\nEnde';
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function sipjs() {
  const { UserAgent, Registerer, Messager } = require('sip.js');
  const agent = new UserAgent({
    uri: UserAgent.makeURI('sip:alice@example.com'),
    authorizationUsername: 'alice',
    authorizationPassword: 'secret',
    displayName: 'Alice',
    transportOptions: { server: SERVER, traceSip: true },
    logLevel: 'debug',
  });
  await agent.start();
  const registerer = new Registerer(agent, { expires: 600 });
  await registerer.register();
  await wait(500);
  await new Messager(agent, UserAgent.makeURI('sip:bob@example.com'), TEXT).message();
  await wait(500);
  await new Messager(agent, UserAgent.makeURI('sip:carol@example.com'), TEXT).message();
  await wait(500);
  await registerer.unregister();
  await wait(500);
  await agent.stop();
}

async function jssip() {
  const JsSIP = require('jssip');
  JsSIP.debug.enable('JsSIP:*');
  const agent = new JsSIP.UA({
    sockets: [new JsSIP.WebSocketInterface(SERVER)],
    uri: 'sip:alice@example.com',
    password: 'secret',
    display_name: 'Alice',
  });
  agent.start();
  await wait(1500);
  agent.sendMessage('sip:bob@example.com', TEXT);
  await wait(500);
  agent.sendMessage('sip:carol@example.com', TEXT);
  await wait(500);
  agent.stop();
  await wait(500);
}
await { sipjs, jssip }[process.argv[2]]();
process.exit(0);
