/** CloudEvents extension attribute of a request: the topic on which its writer waits for a reply. */
export const REPLY_TO = 'replyto';

/** CloudEvents extension attribute of a request and its reply (Correlation extension): the same in both. */
export const CORRELATION_ID = 'correlationid';

/** Type of a reply that is a problem document (RFC 9457) and no answer. */
export const PROBLEM_TYPE = 'mesh.problem.v1';
