"""One call to the Citizen Account service from Python, with nothing of ours but what protoc made of protos/.

    python3 call_from_python.py HOST:PORT ACCESS_TOKEN households/ID
"""
import json
import sys

import grpc
from citizenaccount.eligibility.v1 import eligibility_service_pb2, eligibility_service_pb2_grpc

target, token, household = sys.argv[1:]
bearer = [("authorization", "Bearer " + token)]
with grpc.insecure_channel(target) as channel:
    stub = eligibility_service_pb2_grpc.EligibilityServiceStub(channel)
    request = eligibility_service_pb2.GetEligibilityRequest(household=household)
    answer = stub.GetEligibility(request, timeout=20, metadata=bearer)
    try:
        stub.GetEligibility(request, timeout=20)
        refused = None
    except grpc.RpcError as error:
        refused = error.code().name
    print(json.dumps({
        "decision": answer.eligibility.decision,
        "halalas": answer.eligibility.entitlement.halalas,
        "token": answer.consistency_token,
        "withoutToken": refused,
    }))
