import type { CommandSpec, Invocation } from '../../command.js';
import { tableOf } from '../../terminal/table.js';
import { pathOf, type Letter, type LetterCount } from './letters.js';

interface Page {
  readonly letters: readonly Letter[];
  readonly nextCursor?: string;
}

const A_PAGE = 1_000;

/** `mesh dlq list [topic] [group]` */
export const list: CommandSpec = {
  usage: 'list [topic] [group]',
  summary: 'List the groups that gave something up, or what one group gave up of a topic: never what it says.',
  example: 'npx mesh dlq list cardiology.heart-disease-risk.scored.v1 cardiology.heart-disease-risk.lake.history',
  actsAs: 'ops-operator',
  shape: (command) => {
    command.option('--limit <n>', 'at most so many letters, the oldest first', '1000');
  },
  async run(invocation) {
    const [topic, group] = invocation.arguments;
    return group === undefined ? groups(invocation, topic) : letters(invocation, topic, group);
  },
};

async function groups({ client }: Invocation, topic: string | undefined) {
  const answer = await client.json<{ groups: readonly LetterCount[] }>({ path: '/dead-letters' });
  const found = answer.groups.filter((one) => topic === undefined || one.topic === topic);
  const rows = found.map((one) => [one.topic, one.group, String(one.count)]);
  return { json: found, text: rows.length === 0 ? 'No dead letters.' : tableOf(['TOPIC', 'GROUP', 'LETTERS'], rows) };
}

async function letters({ client, number }: Invocation, topic: string | undefined, group: string) {
  const most = number('limit', { min: 1, max: 10_000 }) ?? A_PAGE;
  const found: Letter[] = [];
  const query = new URLSearchParams();
  while (found.length < most) {
    query.set('limit', String(Math.min(A_PAGE, most - found.length)));
    const page = await client.json<Page>({ path: `${pathOf(topic, group)}?${query.toString()}` });
    found.push(...page.letters);
    if (page.nextCursor === undefined) break;
    query.set('cursor', page.nextCursor);
  }
  const rows = found.map(({ id, cause, attempts, deadAt }) => [id, deadAt, String(attempts), cause]);
  return {
    json: found,
    text: rows.length === 0 ? 'No dead letters.' : tableOf(['ID', 'DIED', 'ATTEMPTS', 'CAUSE'], rows),
  };
}
