// Child process of vscodeWeb.mjs: serves until its parent goes. Arguments: project folder, folder to open, port.
import { open } from '@vscode/test-web';
import { layOutVscodeWeb } from './layOutVscodeWeb.mjs';
import { inRoot } from './root.mjs';

const [projectFolder, folderPath, port] = process.argv.slice(2);
process.on('disconnect', () => process.exit());
// Ctrl+C reaches the whole process group; the parent decides when to end.
process.on('SIGINT', () => undefined);

await open({
  ...layOutVscodeWeb(),
  browserType: 'none',
  extensionDevelopmentPath: projectFolder,
  extensionPaths: [inRoot('scripts/demo')],
  folderPath,
  // Not an address: VS Code serves webviews from subdomains of localhost.
  host: 'localhost',
  port: Number(port),
});
process.send('ready');
