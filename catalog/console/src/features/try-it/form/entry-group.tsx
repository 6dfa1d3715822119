import { Fieldset } from '@mantine/core';
import { EntryFields, type Entering } from './entry-fields.js';
import type { FormField } from './form-model.js';

/** The fields of a document inside the document. */
export function EntryGroup({ field, ...entering }: { field: FormField } & Entering) {
  return (
    <Fieldset legend={field.name} style={{ gridColumn: '1 / -1' }}>
      <EntryFields fields={field.fields ?? []} {...entering} />
    </Fieldset>
  );
}
