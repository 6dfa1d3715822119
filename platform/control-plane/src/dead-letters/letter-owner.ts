import type { Caller } from '@mesh/access';

const OPERATOR = 'operator';

/**
 * The domain that has to do with what a group gave up: the consumer's, which its group begins with
 * (`<domain>.<product>.<input>`); for a group by another name, the topic's. Topics of the platform belong to nobody but
 * operators.
 */
export function ownerOf(topic: string, group: string): string {
  const [domain, ...rest] = group.split('.');
  return rest.length > 0 && domain !== undefined ? domain : (topic.split('.')[0] ?? '');
}

/** Whether the caller may see, replay and drop what the group gave up. */
export const mayTend = ({ roles }: Pick<Caller, 'roles'>, topic: string, group: string): boolean =>
  roles.includes(OPERATOR) || roles.includes(`domain:${ownerOf(topic, group)}`);
