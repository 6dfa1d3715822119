import type { Database } from '@mesh/database';
import { murmur2 } from '@mesh/events';
import { BucketSecret } from './bucket-secret.js';
import type { KeyFolder, KeyName } from './key-folder.js';
import { SubjectErrors } from './subject.errors.js';

/** Persons are spread over so many keys: destroying one means sealing a 256th of all persons anew. */
const BUCKETS = 256;
/** Its key chooses the bucket of a person; it seals nobody and stays. */
const CHOOSER: KeyName = { bucket: BUCKETS, generation: 1 };

/** A secret and which key it is. */
export interface CurrentSecret extends KeyName {
  readonly secret: BucketSecret;
}

interface BucketRow extends KeyName {
  readonly key_check: Buffer;
}

/** The keys of the buckets, made when they are first needed: files hold them, the database says which are in force. */
export class BucketSecrets {
  private readonly current = new Map<number, CurrentSecret>();
  private chooser: Buffer | undefined;

  constructor(
    private readonly database: Database,
    private readonly keys: KeyFolder,
  ) {}

  /** Finds out whether the folder of keys belongs to the database; raises SUBJECTS.KEYS_MISSING and KEYS_DIFFER. */
  async open(): Promise<void> {
    await this.load([CHOOSER.bucket]);
    this.chooser = await this.keys.read(CHOOSER);
  }

  /** The bucket of a person: a hash that spreads, behind a secret, so that a bucket's number says nothing of who is in it. */
  bucketOf(domain: string, person: string): number {
    if (this.chooser === undefined) throw SubjectErrors.KEYS_MISSING();
    const hidden = Buffer.concat([this.chooser, Buffer.from(`${domain}\0${person}`), this.chooser]);
    return (murmur2(hidden, hidden.length) >>> 0) % BUCKETS;
  }

  /** The secrets in force of these buckets, as far as this process knows. */
  async of(buckets: Iterable<number>): Promise<ReadonlyMap<number, CurrentSecret>> {
    const wanted = new Set(buckets);
    const missing = [...wanted].filter((bucket) => !this.current.has(bucket));
    if (missing.length > 0) await this.load(missing);
    return this.current;
  }

  /** One certain secret, unless its key is destroyed. */
  async named({ bucket, generation }: KeyName): Promise<BucketSecret | undefined> {
    const known = this.current.get(bucket);
    if (known?.generation === generation) return known.secret;
    const key = await this.keys.read({ bucket, generation });
    return key && new BucketSecret(key);
  }

  /** The key of the next generation, made unless a crash left it behind unused. */
  async next({ bucket, generation }: KeyName): Promise<CurrentSecret> {
    const name = { bucket, generation: generation + 1 };
    const secret = new BucketSecret((await this.keys.read(name)) ?? (await this.keys.make(name)));
    return { ...name, secret };
  }

  /** Destroys every key that is not in force any more; returns how many. */
  async destroySuperseded(): Promise<number> {
    const rows = await this.rows(this.database);
    const inForce = new Map(rows.map(({ bucket, generation }) => [bucket, generation]));
    const superseded = (await this.keys.list()).filter(
      ({ bucket, generation }) => generation < (inForce.get(bucket) ?? 0),
    );
    for (const name of superseded) await this.keys.destroy(name);
    return superseded.length;
  }

  /** Forgets what it knows: another process may have changed it. */
  clear(): void {
    this.current.clear();
  }

  private async load(buckets: readonly number[]): Promise<void> {
    const known = new Map((await this.rows(this.database, buckets)).map((row) => [row.bucket, row]));
    const fresh = buckets.filter((bucket) => !known.has(bucket));
    await Promise.all(fresh.map((bucket) => this.begin({ bucket, generation: 1 })));
    if (fresh.length > 0) for (const row of await this.rows(this.database, fresh)) known.set(row.bucket, row);
    await Promise.all([...known.values()].map((row) => this.remember(row)));
  }

  /** The key is durable in its file before the database speaks of it. */
  private async begin(name: KeyName): Promise<void> {
    const { check } = new BucketSecret((await this.keys.read(name)) ?? (await this.keys.make(name)));
    await this.database.query(
      'INSERT INTO subjects.buckets (bucket, generation, key_check) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [name.bucket, name.generation, check],
    );
  }

  private async remember({ bucket, generation, key_check }: BucketRow): Promise<void> {
    const key = await this.keys.read({ bucket, generation });
    if (key === undefined) throw SubjectErrors.KEYS_MISSING();
    const secret = new BucketSecret(key);
    if (!secret.check.equals(key_check)) throw SubjectErrors.KEYS_DIFFER();
    this.current.set(bucket, { bucket, generation, secret });
  }

  private rows(database: Database, buckets?: readonly number[]): Promise<readonly BucketRow[]> {
    const all = 'SELECT bucket, generation, key_check FROM subjects.buckets';
    return buckets === undefined
      ? database.query<BucketRow>(all)
      : database.query<BucketRow>(`${all} WHERE bucket = ANY($1::int[])`, [buckets]);
  }
}
