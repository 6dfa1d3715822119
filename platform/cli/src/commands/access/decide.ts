import type { CommandSpec, Invocation } from '../../command.js';
import { agreementLine, type Agreement } from './agreement.js';

const REASON = ['--reason <text>', 'why, for the other side and auditors; no personal data'] as const;

async function take({ client, option, flag, arguments: [id = ''] }: Invocation, step: string) {
  const body = { reason: option('reason'), ...(flag('revealPhi') && { reveals: ['phi'] }) };
  const path = `/access/agreements/${encodeURIComponent(id)}/${step}`;
  const agreement = await client.json<Agreement>({ method: 'POST', path, body });
  return {
    json: agreement,
    text: step === 'grant' ? agreementLine(agreement) : `Agreement ${id} is ${agreement.status}.`,
  };
}

/** `mesh access grant <agreement> --reason text [--reveal-phi]` */
export const grant: CommandSpec = {
  usage: 'grant <agreement>',
  summary: 'Grant a request, as an owner of the product; it is in force within a second.',
  example: 'npx mesh access grant 0198c2f0-7c4e-7a51-9d5b-2f6b1c1f2a10 --as team-cardiology --reason "Approved study"',
  actsAs: 'team-cardiology',
  shape: (command) => {
    command
      .requiredOption(...REASON)
      .option('--reveal-phi', 'show personal health information too; without it, it is withheld');
  },
  run: (invocation) => take(invocation, 'grant'),
};

/** `mesh access refuse <agreement> --reason text` */
export const refuse: CommandSpec = {
  usage: 'refuse <agreement>',
  summary: 'Refuse a request, as an owner of the product.',
  example:
    'npx mesh access refuse 0198c2f0-7c4e-7a51-9d5b-2f6b1c1f2a10 --as team-cardiology --reason "Use the dataset cases"',
  actsAs: 'team-cardiology',
  shape: (command) => {
    command.requiredOption(...REASON);
  },
  run: (invocation) => take(invocation, 'refuse'),
};

/** `mesh access withdraw <agreement> --reason text` */
export const withdrawAccess: CommandSpec = {
  usage: 'withdraw <agreement>',
  summary:
    'Withdraw what was granted, as its owner or its consumer, or a request of one’s own; out of force within a second.',
  example: 'npx mesh access withdraw 0198c2f0-7c4e-7a51-9d5b-2f6b1c1f2a10 --as team-cardiology --reason "Study ended"',
  actsAs: 'carla-consumer',
  shape: (command) => {
    command.requiredOption(...REASON);
  },
  run: (invocation) => take(invocation, 'withdraw'),
};
