import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { DocumentKind } from "../src/gen/citizenaccount/account/v1/document_pb.js";
import {
  all, type CitizenAccountClient, downloadDocument, ErrorReason, fromToken, uploadDocument, watchEligibility,
  watchNotifications,
} from "../src/index.js";
import { connect } from "./hosting/clients.js";
import { refusalOf } from "./hosting/failures.js";
import { FaultyLine } from "./hosting/faults.js";
import { type Person, register } from "./hosting/people.js";

describe("streams", () => {
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

  test("a watch that breaks goes on and tells nothing twice and loses nothing", async () => {
    const { notifications: told } = await person.client.notifications.listNotifications({ parent: person.account });
    expect(told).not.toHaveLength(0);
    line.add("WatchNotifications", { kind: "unreachable" });
    line.add("WatchNotifications", { kind: "breaksAfter", bytes: 400 });
    const since = timestampFromMs(Date.now() - 3_600_000);
    const names: string[] = [];
    for await (const notification of watchNotifications(person.client, person.account, { since })) {
      names.push(notification.name);
      if (names.length === told.length) {
        // Something new while the watch is on: a changed password is told.
        const newPassword = "Another-palm-garden-8";
        await person.client.accounts.changePassword({ presentPassword: person.password, newPassword });
      }
      if (names.length > told.length) {
        break;
      }
    }
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(told.map(({ name }) => name)));
    expect(line.sentOf("WatchNotifications")).toBeGreaterThanOrEqual(3);
  });

  test("a watch gives the present state once although it is opened again", async () => {
    const citizen = client.as(fromToken(inject("token")));
    line.add("WatchEligibility", { kind: "breaksLater", ms: 150 }, 2);
    const stop = new AbortController();
    const states: string[] = [];
    const read = async () => {
      for await (const state of watchEligibility(citizen, inject("household"), { signal: stop.signal })) {
        states.push(state.decision);
      }
    };
    const reading = read();
    await vi.waitFor(() => expect(line.answeredOf("WatchEligibility")).toBe(3), 10_000);
    stop.abort(new Error("enough"));
    await expect(reading).rejects.toThrow("enough");
    expect(states).toHaveLength(1);
    expect(states[0]).toContain(inject("household"));
  });

  test("a watch that is refused for good says so", async () => {
    const watch = watchNotifications(person.client, "accounts/01900000-0000-7000-8000-000000000000");
    const refused = await refusalOf(watch.next());
    expect(refused.reason).toBe(ErrorReason.ACCOUNT_NOT_FOUND);
  });

  test("a watch ends with its reader's signal", async () => {
    const stop = new AbortController();
    const watch = watchNotifications(person.client, person.account, { signal: stop.signal });
    const next = watch.next();
    stop.abort(new Error("enough"));
    await expect(next).rejects.toThrow("enough");
  });

  test("a document is uploaded once though the answer was lost, and downloaded whole though the stream broke", async () => {
    const content = pdf(600_000);
    line.add("UploadDocument", { kind: "answerLost" });
    const { household } = person;
    const document = await uploadDocument(
      person.client, { household, kind: DocumentKind.LEASE, fileName: "عقد.pdf" }, content);
    expect(line.sentOf("UploadDocument")).toBe(2);
    const { documents } = await person.client.applications.listDocuments({ parent: household });
    expect(documents.map(({ name }) => name)).toEqual([document.name]);

    line.add("DownloadDocument", { kind: "breaksAfter", bytes: 300_000 });
    const read = await downloadDocument(person.client, document.name);
    expect(Buffer.compare(read.content, content)).toBe(0);
    expect(read.document.fileName).toBe("عقد.pdf");
    expect(line.sentOf("DownloadDocument")).toBe(2);
  });

  test("a document that is refused while it is sent says why", async () => {
    const content = new TextEncoder().encode("no document at all");
    const header = { household: person.household, kind: DocumentKind.LEASE, fileName: "a.pdf" };
    expect((await refusalOf(uploadDocument(person.client, header, content))).kind).toBe("invalidRequest");
  });

  test("a list is read to its end page by page", async () => {
    const names: string[] = [];
    const list = all(
      (pageToken) => person.client.notifications.listNotifications({ parent: person.account, pageSize: 1, pageToken }),
      (page) => page.notifications);
    for await (const { name } of list) {
      names.push(name);
    }
    expect(names.length).toBeGreaterThan(1);
    expect(new Set(names).size).toBe(names.length);
  });
});

function pdf(size: number): Uint8Array {
  const start = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n";
  const end = "\ntrailer<</Root 1 0 R>>\n%%EOF\n";
  return new TextEncoder().encode(start + "\n".repeat(size - start.length - end.length) + end);
}
