import { fromBinary } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { GetEligibilityRequestSchema } from "../src/gen/citizenaccount/eligibility/v1/eligibility_service_pb.js";
import { PurposeCode } from "../src/gen/citizenaccount/type/v1/purpose_pb.js";
import { connect } from "./hosting/clients.js";
import { refusalOf } from "./hosting/failures.js";
import { recording, Replay } from "./hosting/replay.js";

test("everything that is wrong with the options is named at once", () => {
  const wrong = () => connect({
    address: "ftp://x", clientName: "", readDeadlineMs: 0, retriesMax: 11, deadlinesMs: { "no.such.Call": 1 },
  });
  for (const name of ["address", "clientName", "readDeadlineMs", "retriesMax", "no.such.Call"]) {
    expect(wrong).toThrow(name);
  }
});

test("people's data do not leave the machine in the clear unless somebody says so", () => {
  expect(() => connect({ address: "http://citizen-account.example" })).toThrow("in the clear");
  connect({ address: "http://citizen-account.example", allowPlaintext: true }).close();
});

test("a single call may have a deadline of its own, and the service says the longest", async () => {
  const call = "citizenaccount.system.v1.SystemService.ListContactChannels";
  const client = connect({ deadlinesMs: { [call]: 30_000 } });
  expect((await client.system.listContactChannels({})).channels).not.toHaveLength(0);
  const refused = await refusalOf(client.system.listContactChannels({}, { timeoutMs: 600_000 }));
  expect(refused.reasonName).toBe("DEADLINE_REQUIRED");
  client.close();
});

test("the service tells what it is and whether it takes this client", async () => {
  const client = connect();
  const info = await client.getSystemInfo();
  expect(info.clientSupported).toBe(true);
  client.close();
});

test("a purpose goes with every call that states none itself, and into a copy", async () => {
  const service = new Replay(recording("eligibility-this"));
  const client = connect({ address: await service.listen(), memory: null }).for({ code: PurposeCode.REVIEW });
  const request = { household: "households/x" };
  await client.eligibility.getEligibility(request);
  await client.eligibility.getEligibility({ ...request, purpose: { code: PurposeCode.AUDIT } });
  const codes = service.asked.map((asked) => fromBinary(GetEligibilityRequestSchema, asked).purpose?.code);
  expect(codes).toEqual([PurposeCode.REVIEW, PurposeCode.AUDIT]);
  expect(request).toEqual({ household: "households/x" });
  client.close();
  service.close();
});
