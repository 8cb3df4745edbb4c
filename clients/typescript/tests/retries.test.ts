import { Code, ConnectError } from "@connectrpc/connect";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import {
  CallTimedOutError, type CitizenAccountClient, ErrorReason, fromToken, ServiceUnreachableError,
} from "../src/index.js";
import { ApplicationEventKind } from "../src/gen/citizenaccount/account/v1/application_event_pb.js";
import { readFailure } from "../src/refusals.js";
import { RetryPolicy } from "../src/retry.js";
import { connect } from "./hosting/clients.js";
import { failureOf, refusalOf } from "./hosting/failures.js";
import { FaultyLine } from "./hosting/faults.js";
import { register } from "./hosting/people.js";

describe("what is sent again, and what is not", () => {
  let line: FaultyLine;
  let client: CitizenAccountClient;
  beforeAll(async () => {
    line = await FaultyLine.to(inject("address"));
    client = connect({ address: line.address });
  });
  afterEach(() => line.clear());
  afterAll(async () => {
    client.close();
    await line.close();
  });

  test("a read is tried again until the service is reached", async () => {
    line.add("ListContactChannels", { kind: "unreachable" }, 2);
    expect((await client.system.listContactChannels({})).channels).not.toHaveLength(0);
    expect(line.sentOf("ListContactChannels")).toBe(3);
  });

  test("a service that stays away is told after the last retry", async () => {
    line.add("GetPolicy", { kind: "unreachable" }, 10);
    const failure = await failureOf(client.eligibility.getPolicy({}));
    expect(failure).toBeInstanceOf(ServiceUnreachableError);
    expect(failure.call).toBe("citizenaccount.eligibility.v1.EligibilityService.GetPolicy");
    expect(line.sentOf("GetPolicy")).toBe(4);
  });

  test("a write whose answer was lost is sent again and done once", async () => {
    const person = await register(client);
    const { household } = person;
    const { application } = await person.client.applications.getApplication({ household });
    line.add("ChangeBankAccount", { kind: "answerLost" });
    const changed = await person.client.applications.changeBankAccount({
      household, iban: "SA0380000000608010167519", etag: application!.etag,
    });
    expect(line.sentOf("ChangeBankAccount")).toBe(2);
    expect(changed.application!.etag).not.toBe(application!.etag);
    const { events } = await person.client.applications.listApplicationEvents({ parent: household });
    expect(events.filter(({ kind }) => kind === ApplicationEventKind.BANK_ACCOUNT_CHANGED)).toHaveLength(1);
  });

  test("an object that is sent again by its caller is a repeat because it keeps its request_id", async () => {
    const request: { requestId?: string } = {};
    line.add("SignOut", { kind: "unreachable" }, 4);
    await failureOf(client.as(fromToken(inject("token"))).accounts.signOut(request));
    expect(request.requestId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
  });

  test("the wait the service asks for is kept", async () => {
    line.add("ListContactChannels", { kind: "refused", reason: ErrorReason.RATE_LIMITED, retryAfterMs: 300 });
    const began = performance.now();
    await client.system.listContactChannels({});
    expect(performance.now() - began).toBeGreaterThanOrEqual(300);
    expect(line.sentOf("ListContactChannels")).toBe(2);
  });

  test("a refusal that no retry helps is told at once", async () => {
    line.add("GetEligibility", { kind: "refused", reason: ErrorReason.PERMISSION_DENIED }, 5);
    const citizen = client.as(fromToken(inject("token")));
    const refused = await refusalOf(citizen.eligibility.getEligibility({ household: inject("household") }));
    expect(refused.kind).toBe("notAllowed");
    expect(line.sentOf("GetEligibility")).toBe(1);
  });

  test("no retry begins that would end after the deadline", async () => {
    line.add("GetPaymentCalendar", { kind: "refused", reason: ErrorReason.OVERLOADED, retryAfterMs: 300_000 }, 5);
    const refused = await refusalOf(client.payments.getPaymentCalendar({}));
    expect(refused.kind).toBe("limitReached");
    expect(refused.retryAfterMs).toBe(300_000);
    expect(line.sentOf("GetPaymentCalendar")).toBe(1);
  });

  test("a call that nothing answers in time says so", async () => {
    line.add("GetPolicy", { kind: "late", ms: 60_000 });
    const failure = await failureOf(client.eligibility.getPolicy({}, { timeoutMs: 200 }));
    expect(failure).toBeInstanceOf(CallTimedOutError);
    expect(failure.arabic).toMatch(/\p{Script=Arabic}/u);
    expect(line.sentOf("GetPolicy")).toBe(1);
  });

  test("a frozen write without a request_id is not sent, because it could not be told from a second one", async () => {
    await expect(client.accounts.signOut(Object.freeze({}))).rejects.toThrow("requestId");
    expect(line.sentOf("SignOut")).toBe(0);
  });

  test("a caller who gives up gets its own reason and no retry", async () => {
    line.add("GetPolicy", { kind: "late", ms: 60_000 });
    const stop = new AbortController();
    const call = client.eligibility.getPolicy({}, { signal: stop.signal });
    stop.abort(new Error("gone"));
    await expect(call).rejects.toThrow("gone");
    expect(line.sentOf("GetPolicy")).toBeLessThanOrEqual(1);
  });
});

describe("the budget of retries", () => {
  test("a service that fails every call is not asked again for ever, and answered calls earn retries back", () => {
    const policy = new RetryPolicy({ retriesMax: 3, retryWaitFirstMs: 1, retryWaitMostMs: 1 });
    const cause = new ConnectError("away", Code.Unavailable);
    const away = readFailure("a.b.C", cause);
    const allowed = Array.from({ length: 200 }, () => policy.waitBefore(away, 1, 1_000)).filter((wait) => wait !== undefined);
    expect(allowed).toHaveLength(50);
    policy.answered();
    expect(policy.waitBefore(away, 1, 1_000)).toBeDefined();
    expect(policy.waitBefore(away, 1, 1_000)).toBeUndefined();
  });
});
