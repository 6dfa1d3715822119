import { List } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DataTable, Facts, Section, Sheet } from '../../../design/index.js';
import { membersOf, type OpenDataContract } from './odcs.js';

/** Everything in the contract besides the data: service levels, roles, people, servers, sources. */
export function ContractAgreement({ contract }: { contract: OpenDataContract }) {
  const { t } = useTranslation('product');
  const { slaProperties = [], roles = [], servers = [], authoritativeDefinitions = [] } = contract;
  const people = membersOf(contract);
  return (
    <>
      {slaProperties.length > 0 && (
        <Section title={t('serviceLevels')}>
          <DataTable
            caption={t('serviceLevels')}
            rows={slaProperties}
            keyOf={({ property }, index) => `${property} ${index}`}
            columns={[
              { key: 'property', heading: t('property'), head: true, cell: ({ property }) => property },
              {
                key: 'value',
                heading: t('value'),
                cell: ({ value, unit }) => [String(value), unit].filter(Boolean).join(' '),
              },
              { key: 'element', heading: t('element'), cell: ({ element }) => element },
            ]}
          />
        </Section>
      )}
      {roles.length > 0 && (
        <Section title={t('roles')}>
          <DataTable
            caption={t('roles')}
            rows={roles}
            keyOf={({ role }, index) => `${role} ${index}`}
            columns={[
              { key: 'role', heading: t('role'), head: true, cell: ({ role }) => role },
              { key: 'access', heading: t('access'), cell: ({ access }) => access },
              { key: 'description', heading: t('meaning'), cell: ({ description }) => description },
            ]}
          />
        </Section>
      )}
      {(people.length > 0 || servers.length > 0 || authoritativeDefinitions.length > 0) && (
        <Section title={t('sources')}>
          <Sheet>
            <Facts
              of={[
                [
                  t('team'),
                  people
                    .map(({ username, name, role }) => [name ?? username, role].filter(Boolean).join(', '))
                    .join('; '),
                ],
                [
                  t('servers'),
                  servers.length > 0 && (
                    <List size="sm">
                      {servers.map((server, index) => (
                        <List.Item key={index}>
                          {['server', 'type', 'environment', 'location', 'host']
                            .flatMap((key) => server[key] ?? [])
                            .map(String)
                            .join(' · ')}
                        </List.Item>
                      ))}
                    </List>
                  ),
                ],
                [
                  t('definitions'),
                  authoritativeDefinitions.length > 0 && (
                    <List size="sm">
                      {authoritativeDefinitions.map(({ url, type }, index) => (
                        <List.Item key={index}>{[type, url].filter(Boolean).join(': ')}</List.Item>
                      ))}
                    </List>
                  ),
                ],
              ]}
            />
          </Sheet>
        </Section>
      )}
    </>
  );
}
