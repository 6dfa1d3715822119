/** Who relies on a product. */
export interface ConsumersAnswer {
  readonly declared: readonly {
    readonly product: string;
    readonly title: string;
    readonly input: string;
    readonly port: string;
  }[];
  readonly agreements: readonly {
    readonly id: string;
    readonly port: string;
    readonly purpose: string;
    readonly until: string;
    readonly consumer?: string;
  }[];
  readonly callers: readonly {
    readonly port: string;
    readonly callers: number;
    readonly calls: number;
    readonly lastUsedAt: string;
    readonly who?: readonly { readonly caller: string; readonly calls: number }[];
  }[];
  readonly days: number;
  /** Whether the reader is told who they are. */
  readonly identities: boolean;
}
