import type { ComponentType } from 'react';
import type { RouteObject } from 'react-router';
import type { Product } from '../api/product.js';

/** An entry of the main navigation. */
export interface NavigationEntry {
  readonly to: string;
  /** Key of its text, with the namespace: `search:navigation`. */
  readonly text: string;
  readonly icon: ComponentType<{ size?: number; 'aria-hidden'?: boolean }>;
  readonly order: number;
  /** Shown only to readers with one of these roles; to everyone without. */
  readonly roles?: readonly string[];
}

/** A tab that a feature gives to the page of each product, at `/products/<id>/<key>`. */
export interface ProductTab {
  readonly key: string;
  /** Key of its text, with the namespace: `lineage:tab`. */
  readonly text: string;
  readonly order: number;
  /** Made with `lazy()`. */
  readonly content: ComponentType<{ product: Product }>;
  /** Whether the product has anything to show there; always without. */
  readonly when?: (product: Product) => boolean;
}

/** A part of the console: its pages and its place in the navigation. */
export interface Feature {
  readonly name: string;
  readonly routes: readonly RouteObject[];
  readonly navigation?: readonly NavigationEntry[];
  readonly productTabs?: readonly ProductTab[];
}
