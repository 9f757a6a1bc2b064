import assert from 'node:assert/strict';
import { findings } from '../../server/src/trace/findings';
import { type DigestStep, digestExample } from '../../server/src/trace/findings/digestExample';
import { readTrace } from '../../server/src/trace/trace';

/** A REGISTER at this second that is accepted for `seconds`. */
const accepted = (at: number, seconds: number, more: DigestStep = {}): DigestStep => ({
  at,
  answer: `200 OK\nExpires: ${seconds}`,
  ...more,
});

/** What is told of REGISTERs: `warning registration-expired CSeq 2`. */
function told(text: string): string[] {
  return findings(readTrace(text)).map(({ severity, code, about }) => `${severity} ${code} CSeq ${about.cseq}`);
}

const toldOf = (...steps: readonly DigestStep[]): string[] => told(digestExample(steps));

/** A request of alice's client at a time, and its answer. */
const speaks = (time: string, via = 'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK9'): string =>
  [
    ['192.0.2.1:5060 -> 192.0.2.9:5060', 'MESSAGE sip:bob@example.com SIP/2.0'],
    ['192.0.2.9:5060 -> 192.0.2.1:5060', 'SIP/2.0 200 OK'],
  ]
    .map(
      ([way, start]) =>
        `U 2024/05/01 ${time}.000000 ${way}\n${start}\n${via}\nFrom: <sip:alice@example.com>;tag=9\nTo: <sip:bob@example.com>;tag=8\nCall-ID: 9\nCSeq: 9 MESSAGE\n\n`,
    )
    .join('');

const spoken = (...times: readonly string[]): string => times.map((time) => speaks(time)).join('');

describe('findings about the time of registrations:', () => {
  describe('registration-expired', () => {
    it('a renewal behind the end', () => {
      const [found] = findings(readTrace(digestExample([accepted(0, 60), accepted(95, 60)])));
      assert.equal(found?.code, 'registration-expired');
      assert.match(
        found?.message ?? '',
        /^The registration of alice@example\.com had run out 35 s before it was renewed/,
      );
    });
    it('is silent when it comes in time, give or take some seconds', () => {
      assert.deepEqual(toldOf(accepted(0, 60), accepted(30, 60), accepted(94, 60)), []);
    });
    it('is silent when the client had signed out', () => {
      assert.deepEqual(toldOf(accepted(0, 60), accepted(30, 0), accepted(200, 60)), []);
    });
    it('is silent when the log pauses in between, as when it was taken up again', () => {
      assert.deepEqual(toldOf(accepted(0, 60), accepted(20_000, 60)), []);
    });
    it('is silent when REGISTERs are missing in a pause: their numbers are', () => {
      assert.deepEqual(toldOf(accepted(0, 60), accepted(600, 60, { cseq: 12 })), []);
      // All were logged: the device slept.
      assert.deepEqual(toldOf(accepted(0, 60), accepted(600, 60)), ['warning registration-expired CSeq 2']);
      // The log runs through, and the client had asked at another server, or was started anew.
      const alive = spoken('10:01:00', '10:02:00', '10:03:00');
      const late = digestExample([accepted(200, 60, { cseq: 12 })]);
      assert.deepEqual(told(digestExample([accepted(0, 60)]) + alive + late), ['warning registration-expired CSeq 12']);
    });
    it('is silent when the clock may have been set forward in a pause', () => {
      assert.deepEqual(toldOf(accepted(0, 3600), accepted(1800 + 3600, 3600)), []);
      assert.deepEqual(toldOf(accepted(0, 3600), accepted(7200 + 60, 3600)), ['warning registration-expired CSeq 2']);
    });
    it('the longest of several contacts counts', () => {
      const answer = '200 OK\nContact: <sip:a@192.0.2.1>;expires=60, <sip:a@192.0.2.2>;expires=600';
      assert.deepEqual(toldOf({ at: 0, answer }, accepted(95, 60)), []);
    });
  });

  describe('registration-not-renewed', () => {
    it('the client goes on, but registers no more', () => {
      assert.deepEqual(told(digestExample([accepted(0, 60)]) + spoken('10:01:00', '10:02:00', '10:03:00')), [
        'warning registration-not-renewed CSeq 1',
      ]);
    });
    it('is silent when the log has a hole, in which a REGISTER may be missing, or the clock is set forward', () => {
      assert.deepEqual(told(digestExample([accepted(0, 60)]) + spoken('10:05:00')), []);
      assert.deepEqual(told(digestExample([accepted(0, 600)]) + spoken('10:01:00', '11:02:00', '11:03:00')), []);
    });
    it('is silent when the client sends nothing any more', () => {
      assert.deepEqual(
        toldOf(accepted(0, 60), accepted(600, 600, { user: 'bob' })).filter((one) => /renewed/.test(one)),
        [],
      );
    });
    it('is silent when there is time left, and behind a proxy', () => {
      assert.deepEqual(told(digestExample([accepted(0, 600)]) + speaks('10:05:00')), []);
      const vias = 'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK9\nVia: SIP/2.0/UDP 192.0.2.7;branch=z9hG4bK8';
      assert.deepEqual(told(digestExample([accepted(0, 60)]) + speaks('10:05:00', vias)), []);
    });
  });

  describe('registration-flapping', () => {
    const often = (count: number, seconds: number, more: DigestStep = {}) =>
      Array.from({ length: count }, (_, index) => accepted(index * seconds, 3600, more));
    it('six within a minute', () => {
      assert.deepEqual(toldOf(...often(6, 5)), ['warning registration-flapping CSeq 1']);
      assert.deepEqual(toldOf(...often(5, 5)), []);
      assert.deepEqual(toldOf(...often(20, 15)), []);
    });
    it('is silent when the clock is set back in between', () => {
      const summer = [3600, 3900, 4200].map((at) => accepted(at, 3600));
      const winter = [900, 1200, 1500].map((at) => accepted(at, 3600));
      assert.deepEqual(toldOf(...summer, ...winter), ['information timestamp-backwards CSeq 4']);
    });
  });
});
