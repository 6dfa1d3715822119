import { withArticle } from '../names.js';
import type { PortPlace } from './port-plan.js';
import { LIES_AHEAD } from './port-plan.js';

interface Told extends Pick<PortPlace, 'names' | 'constant' | 'service' | 'errors'> {
  /** Of the port. */
  readonly name: string;
  readonly noun: string;
  /** Class of what is sent. */
  readonly body: string;
}

const document = ({ noun, body }: Told): string => `const ${noun}: ${body} = {
  patientId: 'synthetic-0001',
  observedAt: '2026-03-01T08:00:00Z',
  value: 62.5,
  unit: 'mL/min',
};
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();`;

/** `asked` is what the method is handed besides. */
const refusal = ({ name, noun, errors }: Told, asked: string): string => `
    const refused = service.${name}({ ...${noun}, observedAt: tomorrow() }${asked});
    await expect(refused).rejects.toMatchObject({
      code: ${errors.constant}.${LIES_AHEAD.name}.code,
      meta: { errors: [{ pointer: '/observedAt' }] },
    });`;

const opening = (told: Told): string => `
describe('given ${withArticle(told.noun)}', () => {`;

/** The spec of a port that publishes what it takes. */
export function keepingSpec(told: Told & { readonly event: string; readonly published: string }): string {
  const { names, constant, service, name, noun, event, body, errors } = told;
  return `import { ${[constant, errors.constant, `type ${body}`].join(', ')} } from '${names.package}';
import { askedBy, recordingLive, type RecordingLive } from '@mesh/testing';
import { ${service.name} } from './${service.file}.js';

${document(told)}
const asked = askedBy('clinic-app');
${opening(told)}
  let platform: RecordingLive<typeof ${constant}>;
  let service: ${service.name};
  beforeEach(() => {
    platform = recordingLive(${constant});
    service = new ${service.name}(platform.live);
  });

  it('publishes it by the contract, then answers with a receipt', async () => {
    const receipt = await service.${name}(${noun}, asked);
    expect(receipt).toEqual({ ${noun}Id: asked.requestId, receivedAt: expect.any(String) });
    expect(platform.published).toEqual([
      { event: '${event}', message: { ...${noun}, ...receipt, receivedFrom: 'clinic-app' }, asked },
    ]);
  });

  it('gives no receipt when it could not be kept', async () => {
    platform.refuse('${event}');
    await expect(service.${name}(${noun}, asked)).rejects.toThrow('${event}');
  });

  it('refuses one from the future, and publishes nothing', async () => {${refusal(told, ', asked')}
    expect(platform.published).toEqual([]);
  });
});
`;
}

/** The spec of a port that answers and keeps nothing. */
export function tellingSpec(told: Told): string {
  const { names, constant, service, name, noun, body, errors } = told;
  return `import { ${[constant, errors.constant, `type ${body}`].join(', ')} } from '${names.package}';
import { recordingLive } from '@mesh/testing';
import { ${service.name} } from './${service.file}.js';

${document(told)}
${opening(told)}
  const platform = recordingLive(${constant});
  const service = new ${service.name}(platform.live);

  it('tells how old it is, and keeps nothing', async () => {
    const anHourAgo = new Date(Date.now() - 3_600_000).toISOString();
    const answered = await service.${name}({ ...${noun}, observedAt: anHourAgo });
    expect(answered).toEqual({ observedAt: anHourAgo, ageHours: 1 });
    expect(platform.published).toEqual([]);
  });

  it('refuses one from the future', async () => {${refusal(told, '')}
  });
});
`;
}
