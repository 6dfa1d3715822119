import type { DescribedDeprecation } from '@mesh/events';

/** What can happen to a product, as far as the catalog notices. */
export type ChangeKind =
  | 'registered'
  | 'version'
  | 'described'
  | 'activated'
  | 'deprecated'
  | 'retired'
  | 'rule-broken'
  | 'rule-mended'
  | 'went-away'
  | 'came-back';

/** A document that is another than before; without `before` it is new, without `after` it is gone. */
export interface ChangedDocument {
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
}

/** What else is known of a change. */
export interface ChangeDetail {
  readonly port?: string;
  /** The version that was described before. */
  readonly from?: string;
  readonly deprecation?: DescribedDeprecation;
  /** Parts of the description that are others than before: `purpose`, `ports.scores`. */
  readonly parts?: readonly string[];
  readonly documents?: readonly ChangedDocument[];
  readonly rule?: string;
  readonly severity?: string;
  readonly observed?: number;
}

/** Something that happened to a product. */
export interface NewChange {
  readonly product: string;
  readonly version: string;
  readonly kind: ChangeKind;
  /** RFC 3339. */
  readonly at: string;
  readonly detail: ChangeDetail;
}

/** A change in one sentence, for people. */
export function sentenceOf({ kind, version, detail }: Pick<NewChange, 'kind' | 'version' | 'detail'>): string {
  const { port, from, deprecation, rule, observed } = detail;
  switch (kind) {
    case 'registered':
      return `Registered with version ${version}`;
    case 'version':
      return `Version ${version} follows ${from}${changedParts(detail)}`;
    case 'described':
      return `Version ${version} is described otherwise${changedParts(detail)}`;
    case 'activated':
      return 'In use from now on';
    case 'deprecated':
      return `${port === undefined ? 'The product' : `Port ${port}`} is deprecated${deprecation === undefined ? '' : `: gone from ${deprecation.sunset}, use ${deprecation.replacement}`}`;
    case 'retired':
      return 'Retired';
    case 'rule-broken':
      return `Quality rule ${rule} of ${port} is broken: ${observed} found`;
    case 'rule-mended':
      return `Quality rule ${rule} of ${port} holds again`;
    case 'went-away':
      return 'Nobody serves it at the moment';
    case 'came-back':
      return 'Served again';
  }
}

function changedParts({ parts = [], documents = [] }: ChangeDetail): string {
  const changed = [...parts, ...documents.map(({ name }) => name)];
  return changed.length === 0 ? '' : `: ${changed.join(', ')}`;
}
