import { Code } from "@connectrpc/connect";
import { afterAll, describe, expect, inject, test } from "vitest";
import {
  CitizenAccountError, ErrorReason, fromToken, RefusedError, Remedy, ServiceUnreachableError,
} from "../src/index.js";
import { connect } from "./hosting/clients.js";
import { failureOf, refusalOf } from "./hosting/failures.js";

const ARABIC = /\p{Script=Arabic}/u;

describe("what a caller is told", () => {
  const client = connect();
  afterAll(() => client.close());

  test("a request that is malformed names every bad field in both languages", async () => {
    const refused = await refusalOf(client.accounts.startRegistration({ nationalId: "1", mobile: "5" }));
    expect(refused.kind).toBe("invalidRequest");
    expect(refused.reason).toBe(ErrorReason.INVALID_REQUEST);
    expect(refused.remedy).toBe(Remedy.CORRECT_REQUEST);
    const fields = refused.fields.map((bad) => bad.field);
    expect(fields).toContain("national_id");
    expect(fields).toContain("mobile");
    for (const bad of refused.fields) {
      expect(bad.arabic).toMatch(ARABIC);
      expect(bad.english).not.toMatch(ARABIC);
    }
  });

  test("a refusal has reason, words, status and the name of its call", async () => {
    const citizen = client.as(fromToken(inject("token")));
    const household = "households/01900000-0000-7000-8000-000000000000";
    const refused = await refusalOf(citizen.eligibility.getEligibility({ household }));
    expect(refused.kind).toBe("notFound");
    expect(refused.reasonName).toBe("HOUSEHOLD_NOT_FOUND");
    expect(refused.code).toBe(Code.NotFound);
    expect(refused.arabic).toMatch(ARABIC);
    expect(refused.english).not.toBe("");
    expect(refused.message).toContain("citizenaccount.eligibility.v1.EligibilityService.GetEligibility");
  });

  test("nobody is asked to sign in", async () => {
    const refused = await refusalOf(client.accounts.getAccount({}));
    expect(refused.kind).toBe("signInRequired");
    expect(refused.remedy).toBe(Remedy.SIGN_IN);
  });

  test("a service that is not there is unreachable and no refusal", async () => {
    const lost = connect({ address: "http://127.0.0.1:9", retriesMax: 1 });
    const failure = await failureOf(lost.system.listContactChannels({}));
    expect(failure).toBeInstanceOf(ServiceUnreachableError);
    expect(failure).not.toBeInstanceOf(RefusedError);
    expect(failure).toBeInstanceOf(CitizenAccountError);
    lost.close();
  });
});
