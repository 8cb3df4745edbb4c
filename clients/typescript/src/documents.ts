import { createHash, randomUUID } from "node:crypto";
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import type { CitizenAccountClient } from "./client.js";
import {
  type UploadDocumentHeader,
  UploadDocumentHeaderSchema,
  type UploadDocumentRequestSchema,
} from "./gen/citizenaccount/account/v1/application_service_pb.js";
import type { Document } from "./gen/citizenaccount/account/v1/document_pb.js";
import { readFailure } from "./refusals.js";
import { pause } from "./retry.js";

const CHUNK_BYTES = 256 * 1024;

/**
 * Uploads a document. Size and hash are reckoned here; when the connection breaks it is sent again under the same
 * request_id, so it is kept once.
 *
 * @param given What it is: household, kind, member and file name.
 * @param content Its content, of 10 MB at most.
 */
export async function uploadDocument(
  client: CitizenAccountClient,
  given: MessageInitShape<typeof UploadDocumentHeaderSchema>,
  content: Uint8Array,
  options: { signal?: AbortSignal } = {},
): Promise<Document> {
  const header = create(UploadDocumentHeaderSchema, given);
  header.requestId ||= randomUUID();
  header.sizeBytes = BigInt(content.length);
  header.contentSha256 = sha256(content);
  const answer = await again(client, options.signal, () =>
    client.applications.uploadDocument(parts(header, content), options),
  );
  return answer.document!;
}

/**
 * Downloads a document. When the connection breaks it is asked for again; at the end its hash is checked.
 *
 * @param name The document, `households/{household}/documents/{document}`.
 */
export function downloadDocument(
  client: CitizenAccountClient,
  name: string,
  options: { signal?: AbortSignal } = {},
): Promise<{ document: Document; content: Uint8Array }> {
  return again(client, options.signal, async () => {
    let document: Document | undefined;
    const chunks: Uint8Array[] = [];
    for await (const { part } of client.applications.downloadDocument({ name }, options)) {
      if (part.case === "document") {
        document = part.value;
      } else if (part.case === "chunk") {
        chunks.push(part.value);
      }
    }
    const content = new Uint8Array(Buffer.concat(chunks));
    if (document === undefined || sha256(content) !== document.contentSha256) {
      throw new Error("What arrived is not what its description says.");
    }
    return { document, content };
  });
}

async function* parts(
  header: UploadDocumentHeader, content: Uint8Array,
): AsyncGenerator<MessageInitShape<typeof UploadDocumentRequestSchema>> {
  yield { part: { case: "header", value: header } };
  for (let at = 0; at < content.length; at += CHUNK_BYTES) {
    yield { part: { case: "chunk", value: content.subarray(at, at + CHUNK_BYTES) } };
  }
}

async function again<T>(
  client: CitizenAccountClient, signal: AbortSignal | undefined, work: () => Promise<T>,
): Promise<T> {
  for (let retry = 1; ; retry++) {
    try {
      return await work();
    } catch (thrown) {
      signal?.throwIfAborted();
      const failure = readFailure("document", thrown);
      const wait = client.path.retries.waitBefore(failure, retry, client.path.options.streamDeadlineMs);
      if (wait === undefined) {
        throw thrown;
      }
      await pause(wait, signal);
    }
  }
}

function sha256(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
