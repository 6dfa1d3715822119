/** Marks the links that arrow keys go through. */
export const RESULT_LINK = 'data-result';

/** Before the first result. */
export const FIRST = -1;

const linksOf = (): readonly HTMLElement[] => [...document.querySelectorAll<HTMLElement>(`[${RESULT_LINK}]`)];

/** Moves the focus to the result after the one at `index`; false when there is none. */
export function focusResult(index: number, step = 1): boolean {
  const next = linksOf()[index + step];
  next?.focus();
  return next !== undefined;
}

/** Moves through the results with the arrow keys; up from the first and Escape go back to the field. */
export function moveInResults(event: { key: string; currentTarget: Element; preventDefault: () => void }): void {
  if (!['ArrowDown', 'ArrowUp', 'Escape'].includes(event.key)) return;
  const index = linksOf().indexOf(document.activeElement as HTMLElement);
  if (index < 0) return;
  event.preventDefault();
  const moved = event.key !== 'Escape' && focusResult(index, event.key === 'ArrowDown' ? 1 : -1);
  if (!moved && event.key !== 'ArrowDown') document.getElementById('search-field')?.focus();
}
