export { SealedEventLog } from './log/sealed-event-log.js';
export { SealedTexts, type PersonalPlaces } from './log/sealed-texts.js';
export { PostgresSubjects, TRUST_MS, type PostgresSubjectsSettings } from './subjects/postgres-subjects.js';
export { SubjectErrors } from './subjects/subject.errors.js';
export { Subjects, type Forgotten } from './subjects/subjects.js';
export type { Subject } from './subjects/subject.js';
export { TOKEN_PREFIX } from './subjects/token.js';
