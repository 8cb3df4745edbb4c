import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { type CitizenAccountClient, ConsistencyMemory, fromToken } from "../src/index.js";
import { connect } from "./hosting/clients.js";
import { refusalOf } from "./hosting/failures.js";
import { FaultyLine } from "./hosting/faults.js";
import { register } from "./hosting/people.js";

describe("consistency tokens, remembered and sent", () => {
  const household = inject("household");
  let line: FaultyLine;
  beforeAll(async () => {
    line = await FaultyLine.to(inject("address"));
  });
  afterEach(() => line.clear());
  afterAll(() => line.close());

  function open(): { memory: ConsistencyMemory; citizen: CitizenAccountClient } {
    const memory = new ConsistencyMemory();
    return { memory, citizen: connect({ address: line.address, memory, credentials: fromToken(inject("token")) }) };
  }

  test("an answer's token is remembered for its household", async () => {
    const { memory, citizen } = open();
    const answer = await citizen.eligibility.getEligibility({ household });
    expect(answer.consistencyToken).not.toBe("");
    expect(memory.tokenOf(household)).toBe(answer.consistencyToken);
    citizen.close();
  });

  test("what was written by one service is seen by reads of another", async () => {
    const { memory, citizen } = open();
    const person = await register(citizen);
    const own = person.client.applications;
    const { application } = await own.getApplication({ household: person.household });
    const changed = await own.changeBankAccount({
      household: person.household, iban: "SA0380000000608010167519", etag: application!.etag,
    });
    expect(memory.tokenOf(person.household)).toBe(changed.consistencyToken);
    const again = await own.getApplication({ household: person.household });
    expect(again.application!.etag).toBe(changed.application!.etag);
    citizen.close();
  });

  test("a token the service does not take is forgotten and the call made without it", async () => {
    const { memory, citizen } = open();
    memory.remember(household, "of another database");
    const answer = await citizen.eligibility.getEligibility({ household });
    expect(line.sentOf("GetEligibility")).toBe(2);
    expect(memory.tokenOf(household)).toBe(answer.consistencyToken);
    citizen.close();
  });

  test("a caller's own wish is left alone and its object is never changed", async () => {
    const { memory, citizen } = open();
    const request = { household };
    await citizen.eligibility.getEligibility(request);
    await citizen.eligibility.getEligibility(request);
    expect(request).toEqual({ household });
    memory.remember(household, "not a token");
    const wish = { requirement: { case: "fullyConsistent", value: true } } as const;
    await citizen.eligibility.getEligibility({ household, consistency: wish });
    expect(line.sentOf("GetEligibility")).toBe(3);
    citizen.close();
  });

  test("a token the caller gave is not forgotten for the caller", async () => {
    const { citizen } = open();
    const wish = { requirement: { case: "atLeastAsFresh", value: "made up" } } as const;
    const refused = await refusalOf(citizen.eligibility.getEligibility({ household, consistency: wish }));
    expect(refused.reasonName).toBe("CONSISTENCY_TOKEN_INVALID");
    citizen.close();
  });
});

describe("the memory", () => {
  test("a read does not replace what came while it was under way", () => {
    const memory = new ConsistencyMemory();
    const { sentAt } = memory.look("households/a");
    memory.keepWrite("households/a", "new", sentAt);
    memory.keepRead("households/a", "old", sentAt);
    expect(memory.tokenOf("households/a")).toBe("new");
  });

  test("after two writes at once the next read asks the database", () => {
    const memory = new ConsistencyMemory();
    const { sentAt } = memory.look("households/a");
    memory.keepWrite("households/a", "one", sentAt);
    memory.keepWrite("households/a", "two", sentAt);
    expect(memory.tokenOf("households/a")).toBeUndefined();
    expect(memory.look("households/a").entry?.token).toBe("");
  });

  test("the longest unused is dropped first", () => {
    const memory = new ConsistencyMemory(2);
    memory.remember("households/a", "a");
    memory.remember("households/b", "b");
    memory.tokenOf("households/a");
    memory.remember("households/c", "c");
    expect(memory.tokenOf("households/b")).toBeUndefined();
    expect(memory.tokenOf("households/a")).toBe("a");
  });
});
