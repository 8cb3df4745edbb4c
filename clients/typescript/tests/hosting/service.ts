import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the service is. */
    address: string;
    /** A made-up household whose month is decided, and an access token of its citizen. */
    household: string;
    token: string;
    /** The file that the texts to people's phones are written to. */
    phones: string;
  }
}

const ROOT = resolve(import.meta.dirname, "../../../..");
const PROJECT = join(ROOT, "src/CitizenAccount.Service");
const START_LIMIT_MS = 45_000;

/** The real service for all tests: a process of its own, with sixty made-up households and their month decided. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const data = mkdtempSync(join(tmpdir(), "citizen-account-typescript-"));
  const service = spawn("dotnet", [
    built(), "demo", "--households", "60", "--stories", "false", "--port", "0", "--data-directory", data,
  ], {
    stdio: ["ignore", "pipe", "pipe"],

    // The machine of the tests may be busy with others of them.
    env: { ...process.env, CITIZENACCOUNT_Limits__QueueDelayMaxMilliseconds: "60000" },
  });
  const kill = () => service.kill("SIGKILL");
  process.once("exit", kill);
  try {
    const said = await saidBy(service);
    project.provide("address", find(said, /Serving on (http:\/\/127\.0\.0\.1:\d+)/));
    project.provide("household", find(said, /"household":"(households\/[0-9a-f-]+)"/));
    project.provide("token", find(said, /TOKEN=(\S+)/));
    project.provide("phones", join(data, "outbox", "sms.jsonl"));
  } catch (thrown) {
    kill();
    throw thrown;
  }
  return async () => {
    process.off("exit", kill);
    const ended = new Promise((resolved) => service.once("exit", resolved));
    kill();
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
}

// What was built last; built now where nothing was.
function built(): string {
  const candidates = () =>
    ["Release", "Debug"]
      .map((kind) => join(PROJECT, "bin", kind, "net10.0", "CitizenAccount.Service.dll"))
      .filter((path) => existsSync(path))
      .sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs);
  if (candidates().length === 0) {
    execFileSync("dotnet", ["build", PROJECT, "-v", "quiet"], { stdio: "inherit" });
  }
  return candidates()[0]!;
}

function saidBy(service: ChildProcess): Promise<string> {
  return new Promise((resolved, rejected) => {
    let said = "";
    const limit = setTimeout(() => rejected(new Error(`The service did not start in time. ${said}`)), START_LIMIT_MS);
    const hear = (part: Buffer) => {
      said += part.toString();
      if (/TOKEN=\S+\s/.test(said)) {
        clearTimeout(limit);
        resolved(said);
      }
    };
    service.stdout!.on("data", hear);
    service.stderr!.on("data", hear);
    service.once("exit", (code) => rejected(new Error(`The service ended with ${code}. ${said}`)));
    service.once("error", rejected);
  });
}

function find(said: string, what: RegExp): string {
  const found = what.exec(said)?.[1];
  if (found === undefined) {
    throw new Error(`The service did not say ${what}. ${said}`);
  }
  return found;
}
