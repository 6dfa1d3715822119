import { withArticle } from '../names.js';
import type { PlannedShape } from './port-plan.js';

const IDS =
  "'0195520c-91e2-7000-8000-000000000001', '0195572b-c3a4-7000-8000-000000000002', '01955c49-0b40-7000-8000-000000000003'";
const INSTANTS = "'2026-03-01T08:00:00Z', '2026-03-02T07:45:00Z', '2026-03-03T19:30:00+01:00'";
const RECEIVED = "'2026-03-01T08:00:00.250Z', '2026-03-02T07:45:00.180Z', '2026-03-03T18:30:00.210Z'";

const PERSON = `@Means(patient)
  @Meaning('The person, by the identifier of the sending system')
  @Phi()
  @Example('synthetic-0001', 'synthetic-0002', 'synthetic-0003')
  @IsString()
  @Matches(/^[A-Za-z0-9._:-]{1,128}$/)
  patientId!: string;`;

const MEASURE = `@Meaning('What was observed, as a number in its unit')
  @Example(62.5, 71, 58.2)
  @IsNumber()
  value!: number;

  @Meaning('The unit of the value, in UCUM')
  @Example('mL/min')
  @IsString()
  @Matches(/^[!-~]{1,32}$/)
  unit!: string;`;

const observedAt = (term: string): string => `${term}@Meaning('When it was observed')
  @Example(${INSTANTS})
  @IsInstant()
  observedAt!: string;`;

const identifier = (field: string, noun: string): string => `@Meaning('Names this ${noun}')
  @Example(${IDS})
  @IsString()
  ${field}!: string;`;

const RECEIVED_AT = `@Meaning('When the mesh received it')
  @Example(${RECEIVED})
  @IsInstant()
  receivedAt!: string;`;

/** What a caller sends: a person, a time, a number with its unit. */
export const sent = (name: string, file: string, noun: string): PlannedShape => ({
  name,
  file,
  text: `import { IsNumber, IsString, Matches } from 'class-validator';
import { patient, timeOfObservation } from '@mesh/glossary';
import { Example, IsInstant, Meaning, Means, Phi } from '@mesh/product';

/** ${capitalArticle(noun)} of a person, as it is sent. */
export class ${name} {
  ${PERSON}

  ${observedAt('@Means(timeOfObservation)\n  ')}

  ${MEASURE}
}
`,
});

/** What is published and kept of it. */
export const kept = (name: string, file: string, of: PlannedShape, noun: string): PlannedShape => ({
  name,
  file,
  text: `import { IsString } from 'class-validator';
import { caller } from '@mesh/glossary';
import { Example, IsInstant, Meaning, Means } from '@mesh/product';
import { ${of.name} } from './${of.file}.js';

/** ${capitalArticle(noun)} as it is published and kept. */
export class ${name} extends ${of.name} {
  ${identifier(`${noun}Id`, noun)}

  ${RECEIVED_AT}

  @Means(caller)
  @Meaning('The client that sent it')
  @Example('clinic-app')
  @IsString()
  receivedFrom!: string;
}
`,
});

/** Says that it is kept. */
export const receipt = (name: string, file: string, noun: string): PlannedShape => ({
  name,
  file,
  text: `import { IsString } from 'class-validator';
import { Example, IsInstant, Meaning } from '@mesh/product';

/** Says that the ${noun} is kept. */
export class ${name} {
  ${identifier(`${noun}Id`, noun)}

  ${RECEIVED_AT}
}
`,
});

/** What a port answers that keeps nothing. */
export const answer = (name: string, file: string, noun: string): PlannedShape => ({
  name,
  file,
  text: `import { IsNumber, Min } from 'class-validator';
import { timeOfObservation } from '@mesh/glossary';
import { Example, IsInstant, Meaning, Means, Unit } from '@mesh/product';

/** How old ${withArticle(noun)} is. */
export class ${name} {
  ${observedAt('@Means(timeOfObservation)\n  ')}

  @Meaning('Time from then to the answer')
  @Unit('h')
  @Example(1.5, 26, 0.2)
  @IsNumber()
  @Min(0)
  ageHours!: number;
}
`,
});

/** A fact about a person, with nothing else said of it yet. */
export const fact = (name: string, file: string, past: string): PlannedShape => ({
  name,
  file,
  text: `import { IsString, Matches } from 'class-validator';
import { patient, timeOfObservation } from '@mesh/glossary';
import { Example, IsInstant, Meaning, Means, Phi } from '@mesh/product';

/** Something was ${past}. */
export class ${name} {
  ${identifier('eventId', 'fact')}

  ${PERSON}

  ${observedAt('@Means(timeOfObservation)\n  ')}
}
`,
});

/** A row of a file: nobody's in particular. */
export const row = (name: string, file: string, noun: string): PlannedShape => ({
  name,
  file,
  text: `import { IsNumber, IsString, Matches } from 'class-validator';
import { Example, IsInstant, Meaning } from '@mesh/product';

/** One ${noun} of the file, about nobody in particular. */
export class ${name} {
  @Meaning('Names the ${noun}')
  @Example('synthetic-1', 'synthetic-2', 'synthetic-3')
  @IsString()
  ${noun}Id!: string;

  ${observedAt('')}

  ${MEASURE}
}
`,
});

const capitalArticle = (noun: string): string => {
  const phrase = withArticle(noun);
  return `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)}`;
};
