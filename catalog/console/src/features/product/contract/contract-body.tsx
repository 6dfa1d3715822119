import { Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeBlock, Facts, Section, Sheet } from '../../../design/index.js';
import { ContractAgreement } from './contract-agreement.js';
import type { OpenDataContract } from './odcs.js';
import { SchemaObjectView } from './schema-object-view.js';

/** The data contract: drawn, or as it is written. */
export function ContractBody({ contract, text }: { contract: OpenDataContract; text: string }) {
  const { t } = useTranslation('product');
  const [source, setSource] = useState(false);
  const { description } = contract;
  const asSource = (
    <Switch label={t('asSource')} checked={source} onChange={({ currentTarget }) => setSource(currentTarget.checked)} />
  );
  if (source) {
    return (
      <Section title={t('contract')} aside={asSource}>
        <CodeBlock label="contract.odcs.yaml" text={text} maxHeight={640} />
      </Section>
    );
  }
  return (
    <>
      <Section title={t('contract')} aside={asSource}>
        <Sheet>
          <Facts
            of={[
              [t('standard'), contract.apiVersion && t('odcs', { version: contract.apiVersion })],
              [t('id'), contract.id],
              [t('versionWord'), contract.version],
              [t('status'), contract.status],
              [t('purpose'), description?.purpose],
              [t('usage'), description?.usage],
              [t('limitations'), description?.limitations],
            ]}
          />
        </Sheet>
      </Section>
      {(contract.schema ?? []).map((object, index) => (
        <SchemaObjectView key={object.name ?? index} object={object} />
      ))}
      <ContractAgreement contract={contract} />
    </>
  );
}
