import type { Locator } from 'playwright-core';
import type { Looking, Visitor } from '../browser/visitor.js';
import { HEART, HEART_ID } from '../support/products.js';

/** A page as it shall be seen in the documentation. */
export interface Picture {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly as?: string;
  readonly path: string;
  readonly looking?: Looking;
  /** What the reader does before the picture is taken. */
  readonly before?: (reader: Visitor) => Promise<unknown>;
}

const PHONE: Looking = { width: 390, height: 844, scheme: 'dark' };
const DESK_TALL: Looking = { width: 1_280, height: 1_000 };
const LINEAGE = `/lineage?node=${encodeURIComponent('dataset:mesh://cardiology:heart-disease-risk.history')}`;

/** The main pages. */
export const PICTURES: readonly Picture[] = [
  { name: 'home', as: 'team-cardiology', path: '/' },
  { name: 'search', path: '/search?q=chest+pain' },
  { name: 'product', path: HEART },
  { name: 'quality', path: `${HEART}/quality` },
  { name: 'try-it', as: 'pat-practitioner', path: `${HEART}/try`, before: tryExample },
  { name: 'lineage', as: 'dana-scientist', path: LINEAGE, looking: DESK_TALL, before: showDetails },
  { name: 'model', as: 'dana-scientist', path: '/registry/heart-disease-risk/versions/3', before: showCurves },
  { name: 'access', as: 'team-cardiology', path: '/access/requests?as=owned' },
  { name: 'phone', path: `/products/${HEART_ID}`, looking: PHONE },
];

async function tryExample({ page }: Visitor): Promise<void> {
  await page.getByRole('button', { name: 'Fill in example 1' }).click();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('region', { name: 'Answer' }).waitFor();
  await scrollTo(page.getByRole('heading', { name: 'Answer' }), 'center');
}

async function showDetails({ page }: Visitor): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.locator('[id="lineage-node dataset:mesh://cardiology:heart-disease-risk.history"]').click();
  await page.getByRole('region', { name: 'Details of heart-disease-risk.history' }).getByText('Namespace').waitFor();
}

function showCurves({ main }: Visitor): Promise<void> {
  return scrollTo(main.getByRole('heading', { name: 'Curves' }), 'start');
}

const scrollTo = (place: Locator, block: 'start' | 'center'): Promise<void> =>
  place.evaluate<void, string, Scrolled>((element, where) => element.scrollIntoView({ block: where }), block);

/** What is scrolled to, without the types of a browser. */
interface Scrolled {
  scrollIntoView(where: { readonly block: string }): void;
}
