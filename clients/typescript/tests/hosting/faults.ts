import * as http2 from "node:http2";
import type { AddressInfo } from "node:net";
import { create, toBinary } from "@bufbuild/protobuf";
import { anyPack, durationFromMs } from "@bufbuild/protobuf/wkt";
import { getOption } from "@bufbuild/protobuf";
import { ErrorReason, ErrorReasonSchema } from "../../src/gen/citizenaccount/errors/v1/error_reason_pb.js";
import { refusal } from "../../src/gen/citizenaccount/errors/v1/refusal_pb.js";
import {
  ErrorInfoSchema,
  LocalizedMessageSchema,
  RetryInfoSchema,
  StatusSchema,
} from "../../src/gen/google/rpc/refusal_details_pb.js";

/** What happens to a call on its way. */
export type Fault =
  | { kind: "unreachable" }
  | { kind: "answerLost" }
  | { kind: "late"; ms: number }
  | { kind: "breaksAfter"; bytes: number }
  | { kind: "breaksLater"; ms: number }
  | { kind: "refused"; reason: ErrorReason; retryAfterMs?: number };

const { NGHTTP2_REFUSED_STREAM, NGHTTP2_INTERNAL_ERROR } = http2.constants;

/** A line between client and service on which calls go wrong: real bytes, real sockets. */
export class FaultyLine {
  private readonly server = http2.createServer();
  private readonly service: http2.ClientHttp2Session;
  private readonly faults = new Map<string, Fault[]>();
  private readonly sent = new Map<string, number>();
  private readonly answered = new Map<string, number>();
  private readonly clients = new Set<http2.ServerHttp2Session>();

  private constructor(service: string) {
    this.service = http2.connect(service);
    this.server.on("stream", (stream, headers) => this.carry(stream, headers));
    this.server.on("session", (session) => {
      this.clients.add(session);
      session.once("close", () => this.clients.delete(session));
    });
  }

  static async to(service: string): Promise<FaultyLine> {
    const line = new FaultyLine(service);
    await new Promise<void>((listening) => line.server.listen(0, "127.0.0.1", listening));
    return line;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Lets the next calls of a name go wrong, as often as said. */
  add(call: string, fault: Fault, times = 1): void {
    this.faults.set(call, [...(this.faults.get(call) ?? []), ...Array<Fault>(times).fill(fault)]);
  }

  /** How often a call was sent. */
  sentOf(call: string): number {
    return this.sent.get(call) ?? 0;
  }

  /** How often the first bytes of an answer to a call went back. */
  answeredOf(call: string): number {
    return this.answered.get(call) ?? 0;
  }

  clear(): void {
    this.faults.clear();
    this.sent.clear();
    this.answered.clear();
  }

  async close(): Promise<void> {
    this.service.destroy();
    for (const client of this.clients) {
      client.destroy();
    }
    await new Promise((closed) => this.server.close(closed));
  }

  private carry(stream: http2.ServerHttp2Stream, headers: http2.IncomingHttpHeaders): void {
    const call = headers[":path"]!.split("/").at(-1)!;
    this.sent.set(call, this.sentOf(call) + 1);
    const fault = this.faults.get(call)?.shift();
    stream.on("error", () => undefined);
    if (fault?.kind === "unreachable") {
      stream.close(NGHTTP2_REFUSED_STREAM);
    } else if (fault?.kind === "refused") {
      refuse(stream, fault.reason, fault.retryAfterMs);
    } else if (fault?.kind === "late") {
      const late = setTimeout(() => this.pass(stream, headers, undefined), fault.ms);
      stream.once("close", () => clearTimeout(late));
    } else {
      if (fault?.kind === "breaksLater") {
        setTimeout(() => stream.close(NGHTTP2_INTERNAL_ERROR), fault.ms);
      }
      this.pass(stream, headers, fault);
    }
  }

  private pass(stream: http2.ServerHttp2Stream, headers: http2.IncomingHttpHeaders, fault: Fault | undefined): void {
    const onward = this.service.request(headers, { endStream: false });
    let [trailers, seen]: [http2.IncomingHttpHeaders, number] = [{}, 0];
    stream.pipe(onward);
    stream.once("close", () => onward.close());
    onward.on("error", () => undefined);
    onward.once("trailers", (given) => (trailers = given));
    onward.once("response", (given, flags) => {
      if (fault?.kind === "answerLost") {
        return;
      }
      if ((flags & http2.constants.NGHTTP2_FLAG_END_STREAM) !== 0) {
        stream.respond(given, { endStream: true });
        return;
      }
      stream.respond(given, { waitForTrailers: true });
      stream.once("wantTrailers", () => stream.sendTrailers(trailers));
    });
    onward.on("data", (part: Buffer) => {
      seen += part.length;
      if (fault?.kind === "answerLost") {
        return;
      }
      if (fault?.kind === "breaksAfter" && seen >= fault.bytes) {
        // What came so far arrives before the stream breaks.
        stream.write(part.subarray(0, part.length - (seen - fault.bytes)), () => stream.close(NGHTTP2_INTERNAL_ERROR));
        onward.removeAllListeners("data");
        onward.removeAllListeners("end");
        return;
      }
      if (seen === part.length) {
        const call = headers[":path"]!.split("/").at(-1)!;
        this.answered.set(call, this.answeredOf(call) + 1);
      }
      stream.write(part);
    });
    onward.once("end", () => (fault?.kind === "answerLost" ? stream.close(NGHTTP2_INTERNAL_ERROR) : stream.end()));
  }
}

function refuse(stream: http2.ServerHttp2Stream, reason: ErrorReason, retryAfterMs: number | undefined): void {
  const value = ErrorReasonSchema.value[reason]!;
  const code = getOption(value, refusal).code;
  const info = create(ErrorInfoSchema, { reason: value.name.slice("ERROR_REASON_".length), domain: "citizenaccount.gov.sa" });
  const details = [
    anyPack(ErrorInfoSchema, info),
    anyPack(LocalizedMessageSchema, create(LocalizedMessageSchema, { locale: "ar", message: "لا" })),
    anyPack(LocalizedMessageSchema, create(LocalizedMessageSchema, { locale: "en", message: "No" })),
  ];
  if (retryAfterMs !== undefined) {
    const asked = create(RetryInfoSchema, { retryDelay: durationFromMs(retryAfterMs) });
    details.push(anyPack(RetryInfoSchema, asked));
  }
  answer(stream, code, toBinary(StatusSchema, create(StatusSchema, { code, details })));
}

/** Ends a call with a status and no message. */
export function answer(stream: http2.ServerHttp2Stream, status: number, details: Uint8Array): void {
  stream.respond({
    ":status": 200,
    "content-type": "application/grpc",
    "grpc-status": String(status),
    ...(details.length > 0 ? { "grpc-status-details-bin": Buffer.from(details).toString("base64") } : {}),
  }, { endStream: true });
}
