import { defineErrors, MeshError } from '@mesh/product';

/** Why a generator leaves everything as it is. */
export const GeneratorErrors = defineErrors('GENERATORS', {
  NAME_WRONG: {
    kind: 'invalid',
    title: 'The name cannot be used',
    fix: 'Write it as the rule says; nothing was changed.',
  },
  NAME_TAKEN: {
    kind: 'conflict',
    title: 'The name is taken',
    fix: 'Choose another one; nothing was changed.',
  },
  DOMAIN_MISSING: {
    kind: 'missing',
    title: 'There is no such domain',
    fix: 'Make it first with npx nx g @mesh/generators:domain.',
  },
  PRODUCT_MISSING: {
    kind: 'missing',
    title: 'There is no such product',
    fix: 'Make it first with npx nx g @mesh/generators:product.',
  },
  PORTS_WRONG: {
    kind: 'invalid',
    title: 'These kinds of ports do not go together',
    fix: 'Choose rest,event,dataset or rest,event or rest or dataset or rest,dataset: an event needs a port that publishes it.',
  },
  OPTION_WRONG: {
    kind: 'invalid',
    title: 'The option does not go with this kind of port',
    fix: 'Use --keeps with rest and --lands with dataset.',
  },
  EVENT_MISSING: {
    kind: 'missing',
    title: 'The product has no such event',
    fix: 'Name an event port of the declaration, or make it first.',
  },
  SOURCE_UNFAMILIAR: {
    kind: 'conflict',
    title: 'The code is written in a way that the generator does not know',
    fix: 'Write the named part as the generators do, or add the port by hand; nothing was changed.',
  },
  SETTLING_FAILED: {
    kind: 'fault',
    title: 'The files are written, and then a step failed',
    fix: 'Correct what it says, then run npm install, npm run build and npx mesh emit.',
  },
});

/** The error with its fix and what it is about in one text: Nx shows nothing but the message. */
export function explained(error: unknown): unknown {
  if (!(error instanceof MeshError)) return error;
  const { code, message, meta, spec } = error;
  const details = Object.entries(meta).map(([name, value]) => `${name}: ${String(value)}`);
  return new Error([`${message} (${code}): ${spec.fix}`, ...details].join('\n  '), { cause: error });
}
