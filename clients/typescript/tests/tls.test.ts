import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import * as http2 from "node:http2";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ServiceUnreachableError } from "../src/index.js";
import { connect } from "./hosting/clients.js";
import { failureOf } from "./hosting/failures.js";
import { recording, replay } from "./hosting/replay.js";

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

describe.skipIf(!hasOpenssl)("a connection with certificates (needs openssl)", () => {
  const folder = mkdtempSync(join(tmpdir(), "citizen-account-tls-"));
  const callers: string[] = [];
  let server: http2.Http2SecureServer;
  let address: string;

  beforeAll(async () => {
    for (const name of ["service", "partner"]) {
      execFileSync("openssl", [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
        "-subj", `/CN=${name}`, "-addext", "subjectAltName=DNS:localhost",
        "-keyout", join(folder, `${name}.key`), "-out", join(folder, `${name}.pem`),
      ], { stdio: "ignore" });
    }
    server = http2.createSecureServer({ ...pair("service"), ca: read("partner.pem"), requestCert: true });
    server.on("sessionError", () => undefined);
    server.on("stream", (stream) => {
      callers.push((stream.session!.socket as TLSSocket).getPeerCertificate().subject.CN as string);
      replay(stream, recording("eligibility-this"));
    });
    await new Promise<void>((listening) => server.listen(0, "localhost", listening));
    address = `https://localhost:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function read(name: string): Buffer {
    return readFileSync(join(folder, name));
  }

  function pair(name: string): { key: Buffer; cert: Buffer } {
    return { key: read(`${name}.key`), cert: read(`${name}.pem`) };
  }

  test("a partner is known by its certificate", async () => {
    const client = connect({ address, connection: { ca: read("service.pem"), ...pair("partner") } });
    await client.eligibility.getEligibility({ household: "households/x" });
    expect(callers).toEqual(["partner"]);
    client.close();
  });

  test("a service whose certificate nobody trusts is not spoken to", async () => {
    const client = connect({ address, retriesMax: 0 });
    const failure = await failureOf(client.eligibility.getEligibility({ household: "households/x" }));
    expect(failure).toBeInstanceOf(ServiceUnreachableError);
    expect(callers).toHaveLength(1);
    client.close();
  });
});
