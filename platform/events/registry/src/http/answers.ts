import type { SubjectVersion } from '../store/subject-reader.js';

/** A version of a subject as clients know it. */
export const answerOf = ({ subject, version, id, text, release }: SubjectVersion): object => ({
  subject,
  version,
  id,
  schemaType: 'JSON',
  schema: text,
  // Which release of the contract brought it.
  metadata: { properties: { release } },
});
