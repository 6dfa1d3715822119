import { useTranslation } from 'react-i18next';
import type { Port, Product } from '../../../../api/product.js';
import { EmptyState, ProblemState } from '../../../../design/index.js';
import type { TryAnswer } from '../../../try-it/index.js';
import { explanationIn } from './explanation.js';
import { ExplanationView } from './explanation-view.js';

/** What the product said when it was asked why: the explanation, or what stands in its way. */
export function WhyAnswer({
  answer: { status, problem, body },
  product,
  port,
  onRetry,
}: {
  answer: TryAnswer;
  product: Product;
  port: Port;
  onRetry: () => void;
}) {
  const { t } = useTranslation('why');
  if (status === 404) return <EmptyState title={t('unknown')} hint={t('unknownHint')} />;
  if (problem !== undefined)
    return <ProblemState error={problem} onRetry={onRetry} ask={{ product: product.id, port: port.name }} />;
  const explanation = explanationIn(body);
  if (explanation === undefined) return <EmptyState title={t('notUnderstood')} hint={t('notUnderstoodHint')} />;
  return <ExplanationView of={explanation} port={port} />;
}
