import { Inject, Injectable } from '@nestjs/common';
import type { SentSchema } from '../schema/read-schema.js';
import { SubjectReader, type SubjectVersion, type VersionAsked } from '../store/subject-reader.js';
import { incompatibilities } from './incompatibilities.js';
import { isTransitive, levelOf } from './level.js';

/** More versions than a major of a contract has. */
const MOST_VERSIONS = 1_000;

/** Says whether a schema may follow those of a subject, by the rule of the contract. */
@Injectable()
export class CompatibilityDesk {
  constructor(@Inject(SubjectReader) private readonly subjects: SubjectReader) {}

  /** What breaks the rule against one version; raises SCHEMAS.SUBJECT_UNKNOWN and SCHEMAS.VERSION_UNKNOWN. */
  async against(subject: string, version: VersionAsked, sent: SentSchema): Promise<readonly string[]> {
    const before = await this.subjects.version(subject, version);
    return this.compare([before], sent, levelOf(await this.subjects.direction(subject)));
  }

  /** What breaks the rule against all versions that count; raises SCHEMAS.SUBJECT_UNKNOWN. */
  async againstAll(subject: string, sent: SentSchema): Promise<readonly string[]> {
    const level = levelOf(await this.subjects.direction(subject));
    const versions = isTransitive(level)
      ? await this.subjects.versions(subject, { offset: 0, limit: MOST_VERSIONS })
      : [await this.subjects.version(subject, 'latest')];
    return this.compare(versions, sent, level);
  }

  private compare(
    versions: readonly SubjectVersion[],
    sent: SentSchema,
    level: ReturnType<typeof levelOf>,
  ): readonly string[] {
    return versions.flatMap(({ version, text }) =>
      incompatibilities(JSON.parse(text), sent.wire, level).map((message) => `version ${version}: ${message}`),
    );
  }
}
