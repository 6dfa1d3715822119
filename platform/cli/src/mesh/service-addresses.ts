/** Where a domain service listens, counted from the control plane's port. */
const PORT_OFFSETS = { 'control-plane': 0, cardiology: 1 } as const;

/** A service that the command line talks to. */
export type ServiceName = keyof typeof PORT_OFFSETS;

/** The services that can be served alone. */
export const SERVICE_NAMES = Object.keys(PORT_OFFSETS) as readonly ServiceName[];

/** Base address of a service, without a slash at its end. */
export function addressOf(service: ServiceName, controlPlanePort: number): string {
  return `http://127.0.0.1:${controlPlanePort + PORT_OFFSETS[service]}`;
}
