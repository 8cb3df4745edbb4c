import { randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, inject } from "vitest";
import { type CitizenAccountClient, CitizenSession } from "../../src/index.js";

const TERMS = "2026-01";
const PASSWORD = "Palm-garden-7-riyadh";
const LOOKS = 600;

// Ids of made-up households begin otherwise. Every file of tests runs in a worker of its own, so each begins anywhere.
let made = randomInt(1, 999_000) * 10;

/** A person who registered and signed in by the real calls. */
export interface Person {
  readonly nationalId: string;
  readonly mobile: string;
  readonly password: string;
  readonly account: string;
  readonly household: string;
  readonly session: CitizenSession;
  readonly client: CitizenAccountClient;
}

/** Registers a person and signs in, with what comes by SMS. */
export async function register(client: CitizenAccountClient): Promise<Person> {
  const number = String(++made).padStart(7, "0");
  const [nationalId, mobile] = [nationalIdOf(`10${number}`), `+96655${number}`];
  const { registration } = await client.accounts.startRegistration({
    nationalId, mobile, birth: { case: "birthDate", value: { year: 1988, month: 3, day: 14 } }, termsVersion: TERMS,
  });
  await client.accounts.confirmRegistration({ registration, code: await textTo(mobile, /(?<!\d)(\d{6})(?!\d)/) });
  const temporary = await textTo(mobile, /(?<![0-9A-Za-z])([0-9A-Z]{10})(?![0-9A-Za-z])/);
  const first = await signIn(client, nationalId, temporary);
  const changed = await client.as(first).accounts.changePassword({ newPassword: PASSWORD });
  const session = new CitizenSession(changed.tokens!);
  const own = client.as(session);
  const { account } = await own.accounts.getAccount({});
  return {
    nationalId, mobile, password: PASSWORD, account: session.account, household: account!.household, session, client: own,
  };
}

async function signIn(client: CitizenAccountClient, nationalId: string, password: string): Promise<CitizenSession> {
  const { outcome } = await client.accounts.signIn({
    step: { case: "password", value: { nationalId, password } }, client: "test",
  });
  expect(outcome.case).toBe("tokens");
  return new CitizenSession(outcome.case === "tokens" ? outcome.value : {});
}

/** Waits for a text to a mobile that holds something, and reads it. */
async function textTo(mobile: string, what: RegExp): Promise<string> {
  for (let looks = 0; looks < LOOKS; looks++) {
    for (const text of textsTo(mobile)) {
      const found = what.exec(text)?.[1];
      if (found !== undefined) {
        return found;
      }
    }
    await sleep(50);
  }
  throw new Error(`No such text came to ${mobile}.`);
}

function textsTo(mobile: string): string[] {
  let lines: string[] = [];
  try {
    lines = readFileSync(inject("phones"), "utf8").split("\n");
  } catch {
    // The file is made with the first text.
  }
  // Marks of direction stand around numbers in Arabic text; a line that is half written is read when it is whole.
  return lines
    .filter((line) => line.endsWith("}"))
    .map((line) => JSON.parse(line) as { to: string; text: string })
    .filter((sms) => sms.to === mobile)
    .map((sms) => sms.text.replace(/[\u2066-\u2069\u200E\u200F]/g, ""));
}

// The tenth digit makes the weighted sum of all a multiple of ten, every other digit counted twice.
function nationalIdOf(body: string): string {
  const sum = [...body].reduce((total, digit, at) => {
    const twice = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return total + (twice > 9 ? twice - 9 : twice);
  }, 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}
