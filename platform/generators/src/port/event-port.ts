import { pascal } from '../names.js';
import type { PortPlace, PortPlan, PortWish } from './port-plan.js';
import { fact } from './shapes.js';

/** An event that the service can publish; when it does so is for the team to write. */
export function planEvent({ names }: PortPlace, { name }: Extract<PortWish, { kind: 'event' }>): PortPlan {
  const message = fact(pascal(name), name, name);
  return {
    shapes: [message],
    ports: [
      {
        name,
        text: `event('${name}', {
      summary: 'Something was ${name}',
      message: ${message.name},
      id: 'eventId',
      key: 'patientId',
      at: 'observedAt',
    })`,
        needs: [
          { from: `./${message.file}.js`, values: [message.name] },
          { from: '@mesh/product', values: ['event'] },
        ],
        told: [`\`${names.id}.${name}.v1\``, `something was ${name}`],
      },
    ],
    serviceFiles: {},
  };
}
