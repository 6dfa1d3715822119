/** The URN of the port whose events stand in a topic: what an event says it comes from, whichever service wrote it. */
export function portOfTopic(topic: string): string {
  const [domain = '', product = '', event = ''] = topic.split('.');
  return `urn:mesh:${domain}:${product}:${event}`;
}
