"""A check for Schemathesis: a request that keeps the documented shape is never refused for its shape.

In the place of `positive_data_acceptance`, which knows statuses only: it would complain of a cursor that fits the
pattern and was never given out, or of a key for repeats that was used before. Those are refused with 422 as well, and
their documented codes say that it is not the shape.
"""

import schemathesis
from schemathesis.specs.openapi.checks import positive_data_acceptance

REFUSED_FOR_ITS_SHAPE = {
    "RUNTIME.BODY_INVALID",
    "RUNTIME.BODY_NOT_JSON",
    "RUNTIME.BODY_REPEATS_A_FIELD",
    "RUNTIME.BODY_TOO_DEEP",
    "RUNTIME.BODY_TOO_LARGE",
    "RUNTIME.IDEMPOTENCY_KEY_INVALID",
    "RUNTIME.MEDIA_TYPE_UNSUPPORTED",
    "RUNTIME.QUERY_INVALID",
    "RUNTIME.REQUEST_MALFORMED",
}


# What is refused for what a header or an earlier call says of the body, whatever the shape of both.
REFUSED_FOR_SOMETHING_ELSE = {"INGEST.NOT_GZIP", "INGEST.ENCODING_UNSUPPORTED", "INGEST.MEDIA_TYPE_UNFIT"}


@schemathesis.check
def kept_shape_is_not_refused(ctx, response, case):
    if response.status_code == 422 and response.json().get("code") not in REFUSED_FOR_ITS_SHAPE:
        return None
    if response.status_code in (400, 415) and response.json().get("code") in REFUSED_FOR_SOMETHING_ELSE:
        return None
    return positive_data_acceptance(ctx, response, case)
