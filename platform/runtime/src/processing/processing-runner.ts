import type { DataProduct } from '@mesh/product';

/** A processing of a product, and where another thread finds the declaration: the entry of the contract's package. */
export interface DeclaredProcessing {
  readonly declared: DataProduct;
  /** The name of the processing in the declaration. */
  readonly name: string;
  readonly contract: string;
}

/** What a processing says while it runs. */
export interface ProcessingTold {
  /** So many results became durable. */
  given(results: number): void;
  /** What failed in the background; it is tried again. */
  failed(cause: unknown): void;
}

export interface RunningProcessing {
  /** Finishes the batches in hand; what is open goes on with the next member. */
  close(): Promise<void>;
}

/** Where declared processing runs. */
export interface ProcessingRunner {
  /** Resolves when the topics are read. */
  run(processing: DeclaredProcessing, told: ProcessingTold): Promise<RunningProcessing>;
}
