import { toBinary } from "@bufbuild/protobuf";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type GetEligibilityResponse, GetEligibilityResponseSchema,
} from "../src/gen/citizenaccount/eligibility/v1/eligibility_service_pb.js";
import { CallBrokenError, ErrorReason } from "../src/index.js";
import { connect } from "./hosting/clients.js";
import { failureOf, refusalOf } from "./hosting/failures.js";
import { type Recorded, recording, Replay } from "./hosting/replay.js";

describe("services one version older and newer, as recorded", () => {
  const service = new Replay(recording("eligibility-this"));
  let address: string;
  beforeAll(async () => {
    address = await service.listen();
  });
  afterAll(() => service.close());

  async function ask(recorded: Recorded): Promise<GetEligibilityResponse> {
    service.answers = recorded;
    const client = connect({ address });
    try {
      return await client.eligibility.getEligibility({ household: "households/x" });
    } finally {
      client.close();
    }
  }

  test("this version is read to the last byte", async () => {
    const recorded = recording("eligibility-this");
    const written = toBinary(GetEligibilityResponseSchema, await ask(recorded));
    expect(Buffer.from(written).equals(recorded.body.subarray(5))).toBe(true);
  });

  test("the version before is read without what came later", async () => {
    const answered = await ask(recording("eligibility-before"));
    expect(answered.eligibility!.decision).not.toBe("");
    expect(answered.freshness).toBeUndefined();
    expect(answered.consistencyToken).toBe("");
  });

  test("the next version is read and what is not known survives", async () => {
    const answered = await ask(recording("eligibility-next"));
    expect(answered.freshness!.source).toBe(99);
    expect(Buffer.from(toBinary(GetEligibilityResponseSchema, answered)).includes("tomorrow")).toBe(true);
  });

  test("a refusal of this version is read", async () => {
    expect((await refusalOf(ask(recording("refusal-this")))).reason).toBe(ErrorReason.HOUSEHOLD_NOT_FOUND);
  });

  test("a reason of the next version keeps its name, its facts and its words", async () => {
    const refused = await refusalOf(ask(recording("refusal-next")));
    expect([refused.kind, refused.reason, refused.reasonName]).toEqual(
      ["ruleSaysNo", ErrorReason.UNSPECIFIED, "REASON_OF_TOMORROW"]);
    expect(refused.facts["fact"]).toBe("of tomorrow");
    expect(refused.arabic).toMatch(/\p{Script=Arabic}/u);
  });

  test("details that cannot be read are no refusal of ours", async () => {
    const garbled = { body: Buffer.alloc(0), status: 9, details: Buffer.from([0xff, 0xff, 0xff]) };
    expect(await failureOf(ask(garbled))).toBeInstanceOf(CallBrokenError);
  });
});
