import { List } from '@mantine/core';
import { problemOf } from '../../../api/problem.js';
import { ProblemState } from '../../../design/index.js';

const MOST_SHOWN = 10;

/** Why something that was sent was not done, with everything that the server found wrong; nothing without an error. */
export function SendProblem({ error }: { error: unknown }) {
  if (error === null || error === undefined) return null;
  const { errors = [] } = problemOf(error);
  return (
    <div>
      <ProblemState error={error} ask={false} />
      {errors.length > 0 && (
        <List size="sm" mt="xs">
          {errors.slice(0, MOST_SHOWN).map(({ pointer, message }, place) => (
            <List.Item key={`${pointer} ${place}`}>
              {pointer !== '' && <code>{pointer}</code>} {message}
            </List.Item>
          ))}
        </List>
      )}
    </div>
  );
}
