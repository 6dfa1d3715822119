import type { DataProduct } from '@mesh/product';

/** The team that keeps a product, as both Bitol standards write it. */
export const teamOf = ({ owner }: DataProduct): object => ({
  name: owner.team,
  description: `Keeps the product: team ${owner.team}.`,
  members: [{ username: owner.contact, role: 'owner' }],
});

/** Where to turn with questions, as both Bitol standards write it. */
export const supportOf = ({ owner }: DataProduct): readonly object[] => [
  {
    channel: owner.contact,
    url: `mailto:${owner.contact}`,
    description: 'Questions about the data, faults and requests for access.',
    tool: 'email',
    scope: 'issues',
  },
];
