import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, inject, test } from "vitest";

const run = promisify(execFile);
const OWN = resolve(import.meta.dirname, "..");
const TSC = join(OWN, "node_modules/.bin/tsc");

let fresh: string;
beforeAll(async () => {
  fresh = await mkdtemp(join(tmpdir(), "citizen-account-fresh-"));
});
afterAll(() => rm(fresh, { recursive: true, force: true }));

test("a fresh project elsewhere installs the package, compiles against it and makes a call", { timeout: 80_000 }, async () => {
  // Built without its scripts, which would generate the source anew under the other tests.
  await run(TSC, ["-p", join(OWN, "tsconfig.build.json")]);
  const { stdout: packed } = await run("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", fresh, OWN]);
  const [{ filename, files }] = JSON.parse(packed) as [{ filename: string; files: { path: string }[] }];
  expect(files.map(({ path }) => path).filter((path) => /^(src|tests|protos)\//.test(path))).toEqual([]);
  expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(["README.md", "dist/index.js", "dist/index.d.ts"]));

  await writeFile(join(fresh, "package.json"), JSON.stringify({ name: "fresh", private: true, type: "module" }));
  await writeFile(join(fresh, "tsconfig.json"), JSON.stringify({
    compilerOptions: {
      target: "ES2022", module: "NodeNext", lib: ["ES2022", "DOM"], types: [], strict: true, skipLibCheck: true,
    },
    files: ["program.ts"],
  }));
  await writeFile(join(fresh, "program.ts"), program(inject("address")));
  await run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", join(fresh, filename)], { cwd: fresh });
  await run(TSC, ["-p", fresh]);
  const { stdout } = await run(process.execPath, ["program.js"], { cwd: fresh });
  expect(stdout).toMatch(/^[1-9]\d*\nsignInRequired UNAUTHENTICATED\n$/);

  const installed = await readFile(join(fresh, "node_modules/citizen-account-client/package.json"), "utf8");
  expect(JSON.parse(installed)).toMatchObject({ name: "citizen-account-client", type: "module" });
});

function program(address: string): string {
  return `
    import { CitizenAccountClient, RefusedError } from "citizen-account-client";
    import type { ContactChannel } from "citizen-account-client/contract/system/v1/contact_channel";

    const client = CitizenAccountClient.connect({ address: ${JSON.stringify(address)}, clientName: "fresh" });
    const channels: ContactChannel[] = (await client.system.listContactChannels({})).channels;
    console.log(channels.length);
    try {
      await client.accounts.getAccount({});
    } catch (error) {
      if (error instanceof RefusedError) {
        console.log(error.kind, error.reasonName);
      }
    }
    client.close();
  `;
}
