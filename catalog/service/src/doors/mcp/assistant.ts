/** Who speaks through an assistant: everything it does is done with this token. */
export interface Assistant {
  /** The Authorization header as it came. */
  readonly authorization: string;
  /** The purpose that the request names, if it names one. */
  readonly purpose?: string;
  readonly traceparent: string;
}
