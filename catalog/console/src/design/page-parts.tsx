import { useEffect, useRef } from 'react';
import { NavLink } from 'react-router';
import classes from './page-parts.module.css';

/** A part of a page with an address of its own. */
export interface PagePart {
  readonly key: string;
  readonly to: string;
  readonly text: string;
}

/** The ways between the parts of a page. */
export function PageParts({ label, parts }: { label: string; parts: readonly PagePart[] }) {
  const ways = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone the chosen part may be beyond an edge. Sideways alone, or a page that has been read down would jump.
    const { current: box } = ways;
    const chosen = box?.querySelector('[aria-current="page"]')?.getBoundingClientRect();
    if (box === null || chosen === undefined) return;
    const { left, right } = box.getBoundingClientRect();
    box.scrollLeft += Math.max(0, chosen.right - right) + Math.min(0, chosen.left - left);
  });
  return (
    <nav ref={ways} aria-label={label} className={classes.parts}>
      <ul>
        {parts.map(({ key, to, text }) => (
          <li key={key}>
            <NavLink to={to} end preventScrollReset>
              {text}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
