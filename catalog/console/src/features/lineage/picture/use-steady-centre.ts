import { useReactFlow, useStore } from '@xyflow/react';
import { useLayoutEffect, useRef } from 'react';

/** Keeps what is in the middle there when the details beside the picture open or close; gives the picture's width. */
export function useSteadyCentre(): number {
  const flow = useReactFlow();
  const width = useStore((picture) => picture.width);
  const before = useRef(0);
  useLayoutEffect(() => {
    const moved = before.current === 0 ? 0 : (width - before.current) / 2;
    before.current = width;
    if (moved === 0) return;
    const { x, y, zoom } = flow.getViewport();
    void flow.setViewport({ x: x + moved, y, zoom });
  }, [flow, width]);
  return width;
}
