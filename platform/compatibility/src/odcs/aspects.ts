import { listOf, objectOf, same, textOf, type JsonObject } from '../json.js';
import { always, members, set, told, value } from '../comparing/combine.js';
import { changeAt, inside, type Comparer } from '../comparing/place.js';
import { qualityRules } from '../product/quality.js';
import { links, tags, text } from '../product/words.js';
import { propertiesByName } from '../reading/custom-properties.js';

/** Told by the schema of the fields, by the keys of the element, or by the type. */
const TOLD = [
  ...['name', 'description', 'examples', 'logicalType', 'logicalTypeOptions', 'required'],
  ...['primaryKey', 'primaryKeyPosition', 'partitioned', 'partitionKeyPosition', 'physicalType'],
];

const classification = value((before, after) =>
  // Personal or not is told by the schema.
  [before, after].includes('phi')
    ? undefined
    : {
        kind: 'classification-changed',
        effect: 'said',
        what: `the classification was ${String(before)} and is ${String(after)}`,
      },
);

/** That no two records have the same value is a promise to readers. */
const uniqueness: Comparer = (before, after, place) => {
  if ((before === true) === (after === true)) return [];
  return after === true
    ? [
        changeAt(place, {
          kind: 'unique-promised',
          effect: 'said',
          what: 'no two records have the same value any more',
        }),
      ]
    : [changeAt(place, { kind: 'unique-withdrawn', effect: 'loosened', what: 'two records may have the same value' })];
};

const notes: Comparer = (before, after, place, context) =>
  members({ unit: told, categories: told, term: told })(
    propertiesByName(before),
    propertiesByName(after),
    place,
    context,
  );

const furtherLinks: Comparer = (before, after, place, context) =>
  links(further(before), further(after), place, context);

/** Links but those to what decides the meaning, which the schema tells with unit, codes and term. */
const further = (definitions: unknown): readonly unknown[] =>
  listOf(definitions).filter(
    (definition) => !['terminology', 'unit', 'glossary'].includes(textOf(objectOf(definition).type) ?? ''),
  );

const sources = set({
  added: (source) => ({ kind: 'source-added', effect: 'said', what: `a field is made of ${source} too` }),
  removed: (source) => ({ kind: 'source-removed', effect: 'said', what: `a field is not made of ${source} any more` }),
});

/** How a field is kept; where its type is another, that is told already. */
export const keeping: Comparer = (before, after, place, context) => {
  const [was, is] = [objectOf(before), objectOf(after)];
  if (was.logicalType !== is.logicalType) return [];
  const width = (field: JsonObject): unknown => objectOf(field.logicalTypeOptions).format;
  const widened = was.logicalType !== 'string' && !same(width(was), width(is));
  return [
    ...physicalType(was.physicalType, is.physicalType, inside(place, 'physicalType'), context),
    ...(widened
      ? [
          changeAt(place, {
            kind: 'number-width-changed',
            effect: 'undecided',
            what: 'a number is kept in another width',
          }),
        ]
      : []),
  ];
};
const physicalType = always({
  kind: 'physical-type-changed',
  effect: 'undecided',
  what: 'a field is kept in another way',
});

/** What a contract says of a field besides its values; `nested` compares the fields of a field. */
export const aspectsWith = (nested: Comparer): Comparer =>
  members({
    ...Object.fromEntries(TOLD.map((name) => [name, told])),
    businessName: text('title-worded', 'the business name of a field'),
    tags,
    classification,
    customProperties: notes,
    authoritativeDefinitions: furtherLinks,
    unique: uniqueness,
    transformSourceObjects: sources,
    quality: qualityRules,
    properties: nested,
    items: (before, after, place, context) =>
      aspectsWith(nested)(before, after, { ...place, field: `${place.field ?? ''}[]` }, context),
  });
