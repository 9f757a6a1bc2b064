import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { inRoot } from './root.mjs';

/** Folder and name of the package that a bundled file belongs to; a package can lie in another one's node_modules. */
const packageFolder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;
const licenceFile = /^(licen[cs]e|copying)(\.|$)/i;

/**
 * What must go with the bundles: whose code is in them, and on what terms.
 *
 * @param {import('esbuild').Metafile[]} metafiles one of each bundle
 */
export function thirdPartyNotices(metafiles) {
  const packages = bundledPackages(metafiles);
  const rule = '='.repeat(80);
  const contents = packages.map(({ name, version, licence }) => `${name} ${version} (${licence})`);
  const texts = packages.map(({ text }, index) => `${rule}\n${contents[index]}\n${rule}\n\n${text}`);
  return `${[
    'Third-party notices of SIP Trace',
    `The programs of SIP Trace hold code of these packages, on the terms that follow.\n\n${contents.join('\n')}`,
    ...texts,
  ].join('\n\n')}\n`;
}

/** The packages of which the bundles hold code, sorted by name and version. */
function bundledPackages(metafiles) {
  // Of `inputs` only those count that left something in the output: the rest was looked at and dropped.
  const files = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap(({ inputs }) =>
      Object.keys(inputs).filter((file) => inputs[file].bytesInOutput > 0),
    ),
  );
  const folders = new Set(files.flatMap((file) => packageFolder.exec(file) ?? []));
  const packages = new Map([...folders].map(readPackage).map((found) => [`${found.name} ${found.version}`, found]));
  return [...packages.keys()].sort().map((key) => packages.get(key));
}

function readPackage(folder) {
  const { name, version, license } = JSON.parse(readFileSync(inRoot(`${folder}/package.json`), 'utf8'));
  const own = readdirSync(inRoot(folder)).find((entry) => licenceFile.test(entry));
  const file = own === undefined ? fromRepository(name) : `${folder}/${own}`;
  if (license === undefined || !existsSync(inRoot(file)))
    throw new Error(`${folder} has no licence that can be shipped.`);
  const text = readFileSync(inRoot(file), 'utf8').replaceAll(/\r\n?/g, '\n').trim();
  return { name, version, licence: license, text };
}

/** Where the licence of a package lies that has one in its repository and left it out of what it publishes. */
const fromRepository = (name) => `scripts/lib/licences/${name}.txt`;
