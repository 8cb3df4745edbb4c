import { readFileSync } from "node:fs";
import * as http2 from "node:http2";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { buffer } from "node:stream/consumers";
import { answer } from "./faults.js";

// The same recordings that the .NET client is tested with.
const RECORDED = resolve(import.meta.dirname, "../../../../tests/CitizenAccount.Clients.Tests/OtherVersions/Recorded");

/** An answer as a service once sent it: its body, frame included, and how it ended. */
export interface Recorded {
  body: Buffer;
  status: number;
  details: Buffer;
}

export function recording(name: string): Recorded {
  const lines = readFileSync(join(RECORDED, `${name}.txt`), "utf8").split("\n");
  const value = (key: string) => lines.find((line) => line.startsWith(`${key}: `))!.slice(key.length + 2);
  return {
    body: Buffer.from(value("body"), "base64"),
    status: Number(value("status")),
    details: Buffer.from(value("details"), "base64"),
  };
}

/** A service that answers every call as recorded, and keeps what it was asked. */
export class Replay {
  /** The messages that came, without their frames. */
  readonly asked: Buffer[] = [];
  private readonly server = http2.createServer();

  constructor(public answers: Recorded) {
    this.server.on("stream", (stream) => void this.answer(stream));
  }

  async listen(): Promise<string> {
    await new Promise<void>((listening) => this.server.listen(0, "127.0.0.1", listening));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
  }

  private async answer(stream: http2.ServerHttp2Stream): Promise<void> {
    this.asked.push((await buffer(stream)).subarray(5));
    replay(stream, this.answers);
  }
}

/** Answers a call as recorded. */
export function replay(stream: http2.ServerHttp2Stream, { body, status, details }: Recorded): void {
  if (body.length === 0) {
    answer(stream, status, details);
    return;
  }
  stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
  stream.once("wantTrailers", () => stream.sendTrailers({ "grpc-status": String(status) }));
  stream.end(body);
}
