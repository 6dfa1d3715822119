import type { Lake } from '@mesh/lake';
import { describeCompaction } from './describe-compaction.js';
import { describeExpiry } from './describe-expiry.js';
import { describeLanding } from './describe-landing.js';
import { describeMeasuring } from './describe-measuring.js';
import { describeReading } from './describe-reading.js';
import { describeRejection } from './describe-rejection.js';
import { describeRewriting } from './describe-rewriting.js';

/** A lake that belongs to one test. */
export interface LakeUnderTest {
  readonly lake: Lake;
  /** Closes the lake and opens it anew over the same rows, as after a restart. */
  reopen(): Promise<Lake>;
  /** Every file that the lake keeps, by name: data, manifest, scratch and copies. */
  files(): Promise<ReadonlyMap<string, Buffer>>;
  /** Closes the lake and removes its rows. */
  close(): Promise<void>;
}

/** What every adapter of the lake shows; `open` gives an empty lake. */
export function describeLake(name: string, open: () => Promise<LakeUnderTest>): void {
  describe(`given the ${name}`, () => {
    let under: LakeUnderTest;
    beforeEach(async () => {
      under = await open();
    });
    afterEach(async () => {
      await under.close();
    });
    describeLanding(() => under);
    describeRejection(() => under);
    describeReading(() => under);
    describeMeasuring(() => under);
    describeCompaction(() => under);
    describeRewriting(() => under);
    describeExpiry(() => under);
  });
}
