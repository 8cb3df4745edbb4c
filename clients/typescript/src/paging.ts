/**
 * The things of every page of a list, in the order of the service. A page is asked for when the one before is used up.
 *
 * @param page Asks for the page of a token; the first token is empty.
 * @param items The things of a page.
 * @example
 * for await (const payment of all(
 *   (pageToken) => client.payments.listPayments({ parent: household, pageToken }), (page) => page.payments)) { ... }
 */
export async function* all<P extends { nextPageToken: string }, T>(
  page: (token: string) => Promise<P>,
  items: (page: P) => Iterable<T>,
): AsyncGenerator<T, void, undefined> {
  let token = "";
  do {
    const answer = await page(token);
    yield* items(answer);
    token = answer.nextPageToken;
  } while (token !== "");
}
