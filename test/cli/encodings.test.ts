import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { message } from '../support/logs';
import { sipTrace } from '../support/sipTrace';

const LOG = message({
  start: 'SIP/2.0 500 Überlastet',
  headers: 'Via: SIP/2.0/UDP 192.0.2.1\nCSeq: 1 INVITE\nCall-ID: grüße@example.com',
});

/** Checks that a file of these octets gives its one message, with its letters. */
function checkOctets(octets: Uint8Array): void {
  const { out, status } = sipTrace(['list', '--format', 'ndjson', '-'], octets);
  const [transaction] = out.split('\n').map((line) => line && JSON.parse(line));
  assert.deepEqual([status, transaction.callId, transaction.finalStatus], [0, 'grüße@example.com', 500]);
}

describe('encodings of files', () => {
  it('UTF-8', () => checkOctets(Buffer.from(LOG)));
  it('UTF-8 with byte order mark', () => checkOctets(Buffer.from(`\ufeff${LOG}`)));
  it('UTF-16 little endian with byte order mark', () => checkOctets(Buffer.from(`\ufeff${LOG}`, 'utf16le')));
  it('UTF-16 big endian with byte order mark', () => checkOctets(Buffer.from(`\ufeff${LOG}`, 'utf16le').swap16()));
  it('Latin-1', () => checkOctets(Buffer.from(LOG, 'latin1')));
  it('gzip', () => checkOctets(gzipSync(Buffer.from(LOG))));

  it('UTF-8 that is cut within a letter stays UTF-8', () => {
    const octets = Buffer.concat([Buffer.from(LOG), Buffer.from([0xc3])]);
    checkOctets(octets);
  });

  it('gzip files in a folder are found, and a cut one is named', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sip-trace-'));
    try {
      const packed = gzipSync(Buffer.from(LOG));
      writeFileSync(join(folder, 'a.log.gz'), packed);
      writeFileSync(join(folder, 'b.log.gz'), packed.subarray(0, 60));
      const { out, error, status } = sipTrace(['check', '--format', 'json', folder]);
      const { files } = JSON.parse(out);
      assert.deepEqual(
        files.map(
          ({ counts, error: reason }: { counts: { messages: number }; error?: string }) => reason ?? counts.messages,
        ),
        [1, 'the gzip file is cut'],
      );
      assert.deepEqual([status, error.includes('b.log.gz: cannot be read: the gzip file is cut')], [2, true]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
