import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { type CitizenAccountClient, CitizenSession, fromSource } from "../src/index.js";
import type { SessionTokens } from "../src/gen/citizenaccount/account/v1/session_pb.js";
import { connect } from "./hosting/clients.js";
import { failureOf, refusalOf } from "./hosting/failures.js";
import { FaultyLine } from "./hosting/faults.js";
import { type Person, register } from "./hosting/people.js";

// Access tokens live for ten minutes: by this clock they are over, by that of the service they are not.
const later = () => Date.now() + 11 * 60_000;

describe("sessions that renew themselves", () => {
  let line: FaultyLine;
  let client: CitizenAccountClient;
  let person: Person;
  beforeAll(async () => {
    line = await FaultyLine.to(inject("address"));
    client = connect({ address: line.address });
    person = await register(client);
  });
  afterEach(() => line.clear());
  afterAll(async () => {
    client.close();
    await line.close();
  });

  test("many calls at once renew a session that is about to expire once", async () => {
    const kept: SessionTokens[] = [];
    const session = new CitizenSession(person.session.tokens, { now: later, renewed: (tokens) => void kept.push(tokens) });
    const own = client.as(session);
    const answers = await Promise.all(Array.from({ length: 20 }, () => own.accounts.getAccount({})));
    expect(answers).toHaveLength(20);
    expect(line.sentOf("RefreshSession")).toBe(1);
    expect(kept).toEqual([session.tokens]);
    person.session.replace(session.tokens);
  });

  test("a clock that is fast renews once and not for every call", async () => {
    const session = new CitizenSession(person.session.tokens, { now: later });
    for (let i = 0; i < 5; i++) {
      await client.as(session).accounts.getAccount({});
    }
    expect(line.sentOf("RefreshSession")).toBe(1);
    person.session.replace(session.tokens);
  });

  test("a renewal whose answer was lost ends no session", async () => {
    const session = new CitizenSession(person.session.tokens, { now: later });
    line.add("RefreshSession", { kind: "answerLost" }, 2);
    expect((await client.as(session).accounts.getAccount({})).account!.name).toBe(person.account);
    expect(line.sentOf("RefreshSession")).toBe(3);
    person.session.replace(session.tokens);
  });

  test("two instances that renew the same session both go on", async () => {
    const [one, two] = [1, 2].map(() => new CitizenSession(person.session.tokens, { now: later }));
    await client.as(one!).accounts.getAccount({});
    await client.as(two!).accounts.getAccount({});
    expect(two!.tokens.accessToken).toBe(one!.tokens.accessToken);
    person.session.replace(two!.tokens);
  });

  test("a token the service refuses is renewed and the call sent again", async () => {
    const tokens = { ...person.session.tokens, accessToken: "no.token.atall" };
    const session = new CitizenSession(tokens);
    expect((await client.as(session).accounts.getAccount({})).account!.name).toBe(person.account);
    expect(line.sentOf("GetAccount")).toBe(2);
    expect(session.tokens.accessToken).not.toBe(tokens.accessToken);
    person.session.replace(session.tokens);
  });

  test("calls that waited for a pair that could not be kept fail with it", async () => {
    const session = new CitizenSession(person.session.tokens, {
      now: later,
      renewed: () => Promise.reject(new Error("disk full")),
    });
    await expect(client.as(session).accounts.getAccount({})).rejects.toThrow("disk full");

    // The pair is taken all the same, because the old one is used up.
    expect((await client.as(session).accounts.getAccount({})).account!.name).toBe(person.account);
    person.session.replace(session.tokens);
  });

  test("a caller who gives up does not wait for the renewal, which goes on for the others", async () => {
    const session = new CitizenSession(person.session.tokens, { now: later });
    line.add("RefreshSession", { kind: "late", ms: 300 });
    const stop = new AbortController();
    const impatient = client.as(session).accounts.getAccount({}, { signal: stop.signal });
    const patient = client.as(session).accounts.getAccount({});
    stop.abort(new Error("gone"));
    await expect(impatient).rejects.toThrow("gone");
    expect((await patient).account!.name).toBe(person.account);
    expect(line.sentOf("RefreshSession")).toBe(1);
    person.session.replace(session.tokens);
  });

  test("a token from elsewhere is asked for again when it was refused", async () => {
    const asked: (string | undefined)[] = [];
    const own = client.as(fromSource(async (refused) => {
      asked.push(refused);
      return asked.length === 1 ? "stale" : person.session.tokens.accessToken;
    }));
    expect((await own.accounts.getAccount({})).account!.name).toBe(person.account);
    expect(asked).toEqual([undefined, "stale", undefined]);
  });

  test("a session that was ended asks to sign in", async () => {
    const other = await register(client);
    const copy = new CitizenSession(other.session.tokens, { now: later });
    await other.client.accounts.signOut({ everywhere: true });
    const refused = await refusalOf(client.as(copy).accounts.getAccount({}));
    expect(refused.kind).toBe("signInRequired");
    expect((await failureOf(other.client.accounts.getAccount({}))).arabic).toMatch(/\p{Script=Arabic}/u);
  });
});
