import assert from 'node:assert';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { rules } from '../../server/src/trace/findings';
import { root, script } from '../support/script';
import { readZip } from './support/zip';

/** Licences that let MIT-licensed work hold such code, when their text goes with it. */
const compatible = ['0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'ISC', 'MIT'];

describe('the extension package', function () {
  this.timeout(60_000);
  let folder: string;
  let file: string;
  let files: ReturnType<typeof readZip>;
  const text = (name: string) => files.get(`extension/${name}`)?.() ?? assert.fail(`there is no ${name}`);

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'sip-trace-'));
    file = path.join(folder, 'sip-trace.vsix');
    await (await script('vsix')).makeVsix(file);
    files = readZip(file);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('holds these files and no other', () => {
    assert.deepStrictEqual([...files.keys()].sort(), [
      '[Content_Types].xml',
      'extension.vsixmanifest',
      'extension/LICENSE.txt',
      'extension/changelog.md',
      'extension/dist/ThirdPartyNotices.txt',
      'extension/dist/asn1.js',
      'extension/dist/client.browser.js',
      'extension/dist/client.js',
      'extension/dist/core.js',
      'extension/dist/linearPattern.js',
      'extension/dist/server.browser.js',
      'extension/dist/server.js',
      'extension/dist/tables.js',
      'extension/dist/xml.js',
      'extension/icons/file-dark.svg',
      'extension/icons/file-light.svg',
      'extension/icons/sip-trace.png',
      'extension/icons/sip-trace.svg',
      'extension/package.json',
      'extension/readme.md',
      'extension/samples/1-enhanced-presence-421.sip.log',
      'extension/samples/2-unknown-user-404.sip.log',
      'extension/samples/3-signed-in-200.sip.log',
      'extension/schemas/sip-trace.schema.json',
      'extension/syntaxes/language-configuration.json',
      'extension/syntaxes/sip-trace.injection.tmLanguage.json',
      'extension/syntaxes/sip-trace.tmLanguage.json',
      'extension/walkthrough/fold.png',
      'extension/walkthrough/hover.png',
      'extension/walkthrough/problem.png',
      'extension/walkthrough/sample.png',
    ]);
  });

  it('is smaller than 1 MB', () => {
    const { size } = statSync(file);
    assert.ok(size < 1_000_000, `${size} bytes`);
  });

  it('holds the page of each rule once, in the file that all programs share', () => {
    const { findingPages } = runInNewContext(`${text('dist/tables.js')};sipTraceTables`, {});
    const pages = JSON.parse(findingPages);
    for (const { code, page } of rules) {
      assert.deepStrictEqual(pages[code], page);
      for (const program of ['dist/core.js', 'dist/server.js', 'dist/server.browser.js']) {
        assert.ok(!text(program).includes(page.meaning), `${code}: its page is in ${program}`);
      }
    }
  });

  it('looks into no table before something is asked for', () => {
    // Here is no file that holds tables, and nothing that could load one.
    const host = { TextEncoder };
    assert.doesNotThrow(() => runInNewContext(text('dist/core.js'), host));
    assert.match(Object.keys(host).join(), /sipTraceCore/);
    assert.throws(
      () => runInNewContext('sipTraceCore.modules["features/terms"].terms()', host),
      /Dynamic require of "\.\/tables"/,
    );
  });

  it('holds every file that its manifest names', () => {
    // `bin` is for those who install from the source.
    const { bin: _, scripts: __, ...manifest } = JSON.parse(text('package.json'));
    const named = JSON.stringify(manifest).match(
      /(?<=")(?:\.\/)?(?:dist|icons|samples|schemas|syntaxes|walkthrough)\/[^"]+/g,
    );
    const names = (named ?? []).map((name) => name.replace(/^\.\//, ''));
    assert.ok(names.includes('dist/client.js'), 'the manifest names its files in another way than this test thinks');
    assert.deepStrictEqual(
      names.filter((name) => !files.has(`extension/${name}`)),
      [],
    );
  });

  it('has a page without pictures and links that VS Code would show broken', () => {
    const page = text('readme.md').replace(/```[\s\S]*?```/g, '');
    assert.match(page, /^# SIP Trace/);
    assert.deepStrictEqual(page.match(/!\[|\]\((?!https:)|<!-- .*source/g) ?? [], []);
  });

  it('names every package that is in the bundles, with a licence that goes together with MIT, and its text', () => {
    const notices = text('dist/ThirdPartyNotices.txt');
    const parts = notices.split(/^=+\n(.+)\n=+\n/m);
    const licences = new Map(parts.flatMap((part, index) => (index % 2 === 1 ? [[part, parts[index + 1]]] : [])));
    for (const { name, version, license } of bundledPackages()) {
      assert.ok(compatible.includes(license), `${name} is under ${license}`);
      const terms = licences.get(`${name} ${version} (${license})`) ?? '';
      assert.match(terms, /copyright|contributors/i, `${name} ${version}: ${terms}`);
    }
  });
});

interface Metafile {
  outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }>;
}

interface Manifest {
  name: string;
  version: string;
  license: string;
}

/** Manifests of the packages of which esbuild has put something into the bundles. */
function bundledPackages(): Manifest[] {
  const metafiles: Metafile[] = JSON.parse(readFileSync(path.join(root, 'out', 'bundles.json'), 'utf8'));
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap((output) => Object.entries(output.inputs)),
  );
  const used = inputs.flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : []));
  // A package can lie in the node_modules of another one.
  const folders = new Set(used.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []));
  assert.ok(folders.size > 0);
  return [...folders].map((name) => JSON.parse(readFileSync(path.join(root, name, 'package.json'), 'utf8')));
}
