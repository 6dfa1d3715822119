import { migrate, type Database } from '@mesh/database';
import { BucketSecrets } from './bucket-secrets.js';
import { byteaArray } from './bytea-array.js';
import { KeyFolder } from './key-folder.js';
import { ATTEMPTS, openEntries, sealedEntries } from './open-entries.js';
import { Recent } from './recent.js';
import { retirePerson } from './retire-person.js';
import { sealAnew } from './seal-anew.js';
import { SubjectErrors } from './subject.errors.js';
import { SUBJECT_MIGRATIONS, SUBJECTS_CHANNEL, SUBJECTS_LOCK } from './subject.migrations.js';
import { nameOf, textOf, type Subject } from './subject.js';
import type { Forgotten, Subjects } from './subjects.js';
import { newToken } from './token.js';

/** Where the keys are, and how much is remembered. */
export interface PostgresSubjectsSettings {
  readonly keysFolder: string;
  /** False where the log commits to the same database after each entry: its commit makes the entry durable, too. Default true. */
  readonly durable?: boolean;
  /** Persons remembered of each domain. Default 100,000. */
  readonly mostKnown?: number;
}

/** A process that could not look for retirements for this long trusts no token that it remembers. */
export const TRUST_MS = 5_000;
const LOOK_EVERY_MS = 1_000;
const MOST_KNOWN = 100_000;
/** Subjects of one statement. */
const ENTER_AT_ONCE = 5_000;

interface EnteredRow {
  readonly nth: number;
  readonly token: string;
  readonly epoch: number;
}

/** Subjects in the schema `subjects` of PostgreSQL, sealed by keys that lie in files: neither says anything without the other. */
export class PostgresSubjects implements Subjects {
  private readonly secrets: BucketSecrets;
  private readonly tokens = new Map<string, Recent<string>>();
  private readonly texts: Recent<string>;
  private readonly looking: NodeJS.Timeout;
  private stopListening: () => Promise<void> = () => Promise.resolve();
  private epoch = 0;
  private lookedAt = -Infinity;

  private constructor(
    private readonly database: Database,
    keys: KeyFolder,
    private readonly settings: Required<PostgresSubjectsSettings>,
  ) {
    this.secrets = new BucketSecrets(database, keys);
    this.texts = new Recent(settings.mostKnown);
    this.looking = setInterval(() => this.lookSoon(), LOOK_EVERY_MS).unref();
  }

  /** Raises SUBJECTS.KEYS_MISSING and KEYS_DIFFER when the folder is not that of the database. */
  static async open(database: Database, settings: PostgresSubjectsSettings): Promise<PostgresSubjects> {
    await migrate(database, 'subjects', SUBJECT_MIGRATIONS);
    const keys = await KeyFolder.open(settings.keysFolder);
    const subjects = new PostgresSubjects(database, keys, { durable: true, mostKnown: MOST_KNOWN, ...settings });
    try {
      await subjects.secrets.open();
      await subjects.look();
      subjects.stopListening = await database.listen(SUBJECTS_CHANNEL, () => subjects.lookSoon());
    } catch (failure) {
      await subjects.close();
      throw failure;
    }
    return subjects;
  }

  async register(domain: string): Promise<void> {
    await this.database.query('INSERT INTO subjects.domains (domain) VALUES ($1) ON CONFLICT DO NOTHING', [domain]);
  }

  async domains(): Promise<readonly string[]> {
    const rows = await this.database.query<{ domain: string }>('SELECT domain FROM subjects.domains ORDER BY domain');
    return rows.map(({ domain }) => domain);
  }

  known(domain: string): Recent<string> {
    let known = this.tokens.get(domain);
    if (known === undefined) this.tokens.set(domain, (known = new Recent(this.settings.mostKnown)));
    return known;
  }

  isCurrent(): boolean {
    return performance.now() - this.lookedAt < TRUST_MS;
  }

  async enter(subjects: readonly Subject[]): Promise<void> {
    if (!this.isCurrent()) await this.look();
    let missing = subjects.filter(
      ({ domain, person, text }) => this.known(domain).get(nameOf(person, text)) === undefined,
    );
    for (let attempt = 1; missing.length > 0; attempt += 1) {
      if (attempt > ATTEMPTS) throw SubjectErrors.BUSY();
      const left: Subject[] = [];
      for (let first = 0; first < missing.length; first += ENTER_AT_ONCE)
        left.push(...(await this.enterSome(missing.slice(first, first + ENTER_AT_ONCE))));
      // A bucket was sealed anew meanwhile: its key has to be read again.
      if (left.length > 0) this.secrets.clear();
      missing = left;
    }
  }

  async reveal(tokens: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    if (!this.isCurrent()) await this.look();
    const unknown: string[] = [];
    for (const token of tokens) {
      const text = this.texts.get(token);
      if (text === undefined) unknown.push(token);
      else found.set(token, text);
    }
    if (unknown.length === 0) return found;
    let isOfNow = true;
    const opened = await openEntries(this.secrets, async () => {
      const rows = await sealedEntries(this.database, unknown, 'in use');
      isOfNow = this.isOfNow(rows[0]?.epoch);
      return rows;
    });
    for (const { token, text } of opened) {
      found.set(token, text);
      if (isOfNow) this.texts.set(token, text);
    }
    return found;
  }

  async revealRetired(tokens: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
    const opened = await openEntries(this.secrets, () => sealedEntries(this.database, [...tokens], 'retired'));
    return new Map(opened.map(({ token, text }) => [token, text]));
  }

  async retire(transaction: Database, domain: string, person: string): Promise<string> {
    const bucket = this.secrets.bucketOf(domain, person);
    await this.secrets.of([bucket]);
    await transaction.query('SELECT pg_advisory_xact_lock($1)', [SUBJECTS_LOCK]);
    await this.tellAll(transaction);
    return retirePerson(transaction, { secrets: this.secrets, bucket, subject: { domain, person } });
  }

  async forget(tokens: readonly string[]): Promise<Forgotten> {
    const { database, secrets } = this;
    const tellAll = (transaction: Database) => this.tellAll(transaction);
    let resealed = 0;
    for (let attempt = 1; ; attempt += 1) {
      const buckets = await database.query<{ bucket: number }>(
        'SELECT DISTINCT bucket FROM subjects.entries WHERE retired_as = ANY($1::text[]) ORDER BY bucket',
        [tokens],
      );
      if (buckets.length === 0) break;
      if (attempt > ATTEMPTS) throw SubjectErrors.BUSY();
      for (const { bucket } of buckets)
        resealed += await sealAnew({ database, secrets, bucket, without: tokens }, tellAll);
      secrets.clear();
    }
    const keys = await secrets.destroySuperseded();
    await this.look();
    return { keys, resealed };
  }

  async close(): Promise<void> {
    clearInterval(this.looking);
    await this.stopListening();
    this.clear();
  }

  private async enterSome(subjects: readonly Subject[]): Promise<readonly Subject[]> {
    const buckets = subjects.map(({ domain, person }) => this.secrets.bucketOf(domain, person));
    const secrets = await this.secrets.of(buckets);
    const rows = subjects.flatMap((subject, nth) => {
      const current = secrets.get(buckets[nth] as number);
      if (current === undefined) return [];
      const { bucket, generation, secret } = current;
      const token = newToken();
      const owner =
        subject.text === undefined ? null : secret.lookupOf({ domain: subject.domain, person: subject.person });
      return [
        {
          subject,
          bucket,
          generation,
          lookup: secret.lookupOf(subject),
          owner,
          token,
          sealed: secret.seal(token, subject),
        },
      ];
    });
    const entered = await this.database.query<EnteredRow>(
      'SELECT nth, token, epoch FROM subjects.enter($1, $2, $3, $4, $5, $6, $7)',
      [
        rows.map(({ bucket }) => bucket),
        rows.map(({ generation }) => generation),
        byteaArray(rows.map(({ lookup }) => lookup)),
        byteaArray(rows.map(({ owner }) => owner)),
        rows.map(({ token }) => token),
        byteaArray(rows.map(({ sealed }) => sealed)),
        this.settings.durable,
      ],
    );
    if (!this.isOfNow(entered[0]?.epoch)) return subjects;
    const done = new Set<Subject>();
    for (const { nth, token } of entered) {
      const subject = rows[nth - 1]?.subject as Subject;
      done.add(subject);
      this.known(subject.domain).set(nameOf(subject.person, subject.text), token);
      this.texts.set(token, textOf(subject));
    }
    return subjects.filter((subject) => !done.has(subject));
  }

  /** Within a transaction that holds the lock alone: every process forgets what it remembers. */
  private async tellAll(transaction: Database): Promise<void> {
    await transaction.query('UPDATE subjects.state SET epoch = epoch + 1');
    await transaction.query(`SELECT pg_notify('${SUBJECTS_CHANNEL}', '')`);
  }

  private lookSoon(): void {
    // A look that fails leaves the time of the last one: what is remembered ends by itself.
    this.look().catch(() => undefined);
  }

  private async look(): Promise<void> {
    const at = performance.now();
    const [row] = await this.database.query<{ epoch: number }>('SELECT epoch FROM subjects.state');
    this.isOfNow(row?.epoch);
    this.lookedAt = Math.max(this.lookedAt, at);
  }

  /** Whether an answer is as new as the newest; one that is newer makes all before it worthless. */
  private isOfNow(epoch: number | undefined): boolean {
    if (epoch === undefined) return true;
    if (epoch > this.epoch) {
      this.clear();
      this.epoch = epoch;
    }
    return epoch === this.epoch;
  }

  private clear(): void {
    for (const known of this.tokens.values()) known.clear();
    this.texts.clear();
    this.secrets.clear();
  }
}
