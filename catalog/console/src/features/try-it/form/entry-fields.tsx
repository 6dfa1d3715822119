import { SimpleGrid } from '@mantine/core';
import { EntryField } from './entry-field.js';
import { EntryGroup } from './entry-group.js';
import type { Entries } from './entries.js';
import type { FormField } from './form-model.js';

/** What every part of a form is given. */
export interface Entering {
  readonly entries: Entries;
  /** What is wrong with an entry, by its pointer. */
  readonly problems: Readonly<Record<string, string>>;
  readonly onEnter: (pointer: string, entry: string) => void;
}

/** Fields side by side, groups below each other. */
export function EntryFields({ fields, ...entering }: { fields: readonly FormField[] } & Entering) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md" verticalSpacing="md">
      {fields.map((field) =>
        field.kind === 'group' ? (
          <EntryGroup key={field.pointer} field={field} {...entering} />
        ) : (
          <EntryField key={field.pointer} field={field} {...entering} />
        ),
      )}
    </SimpleGrid>
  );
}
