import { useEffect, type RefObject } from 'react';
import type { TryAnswer } from './request/send.js';

/** Takes the reader to the first entry that the product found wrong. */
export function useFocusOnWrong(form: RefObject<HTMLFormElement | null>, answer: TryAnswer | undefined): void {
  useEffect(() => {
    if (answer?.problem?.errors !== undefined)
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [form, answer]);
}
