"""Scores a reading, reads a dataset and is refused, as a consumer of the generated client would write it."""

import json
import os

from heart_disease_risk_client import (
    ApiClient,
    ApiException,
    CallsApi,
    Configuration,
    DatasetsApi,
    HeartReading,
)


def client_of(token: str) -> ApiClient:
    return ApiClient(Configuration(access_token=os.environ[token]))


reading = HeartReading.from_json(os.environ["READING"])

with client_of("TOKEN") as client:
    calls = CallsApi(client)
    scored = calls.create_score(reading)
    # What the client itself would refuse is sent past its checks, to hear the service.
    wrong = HeartReading.model_construct(**{**dict(reading), "age": 400})
    try:
        calls.create_score(wrong)
        refused = {"kind": "none"}
    except ApiException as failure:
        problem = failure.data
        kinds = [type(each).__name__ for each in (failure, problem, problem.errors[0])]
        refused = {"kind": " ".join(kinds), "problem": problem.to_dict()}

with client_of("SCIENTIST_TOKEN") as client:
    page = DatasetsApi(client).list_cohort(limit=3)

print(
    json.dumps(
        {
            "scored": {
                "patientId": scored.patient_id,
                "probability": scored.probability,
                "risk": scored.risk,
                "scoredAt": scored.scored_at.isoformat(),
            },
            "refused": refused,
            "rows": len(page.rows),
        }
    )
)
