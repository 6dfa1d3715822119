import type { CommandSpec, Invocation, Outcome } from '../command.js';

/** A version, with what its gates said. */
interface Judged {
  readonly gates?: readonly { readonly gate: string; readonly passed: boolean; readonly reason: string }[];
}

/** `mesh promote <model> --version v` */
export const promote: CommandSpec = {
  usage: 'promote <model>',
  summary: 'Make a version the champion: it takes over serving without a failed call.',
  example: 'npx mesh promote heart-disease-risk --version 3',
  actsAs: 'dana-scientist',
  shape: (command) => {
    command.requiredOption('--version <version>', 'version number');
  },
  run: async (invocation) => {
    const { model, version } = named(invocation);
    const path = `/models/${encodeURIComponent(model)}/aliases/champion`;
    const promoted = await invocation.client.json<Judged>({ method: 'PUT', path, body: { version } });
    const verdicts = (promoted.gates ?? []).map(
      ({ passed, gate, reason }) => `  ${passed ? '✓' : '✗'} ${gate}: ${reason}`,
    );
    return { json: promoted, text: [`${model} version ${version} is the champion.`, ...verdicts].join('\n') };
  },
};

/** `mesh withdraw <model> --version v` */
export const withdraw: CommandSpec = {
  usage: 'withdraw <model>',
  summary: 'Take a version out of use; the newest earlier one takes over.',
  example: 'npx mesh withdraw heart-disease-risk --version 3',
  actsAs: 'dana-scientist',
  shape: (command) => {
    command.requiredOption('--version <version>', 'version number');
  },
  run: (invocation) => {
    const { model, version } = named(invocation);
    const path = `/models/${encodeURIComponent(model)}/versions/${encodeURIComponent(version)}/withdraw`;
    return tell(invocation.client.json({ method: 'POST', path }), `${model} version ${version} is withdrawn.`);
  },
};

function named(invocation: Invocation): { readonly model: string; readonly version: string } {
  const [model = ''] = invocation.arguments;
  return { model, version: invocation.option('version') ?? '' };
}

async function tell(answer: Promise<unknown>, text: string): Promise<Outcome> {
  return { json: await answer, text };
}
