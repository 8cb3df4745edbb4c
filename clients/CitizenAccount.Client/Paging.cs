using System.Runtime.CompilerServices;
using Grpc.Core;

namespace CitizenAccount.Client;

/// <summary>Reads lists to their end, page by page.</summary>
public static class Paging
{
    /// <summary>The things of every page, in the order of the service. A page is asked for when the one before is used
    /// up.
    /// </summary>
    /// <typeparam name="TResponse">Answer of the list call.</typeparam>
    /// <typeparam name="TItem">What is listed.</typeparam>
    /// <param name="page">Asks for the page of a token; the first token is empty.</param>
    /// <param name="items">The things of a page.</param>
    /// <param name="nextToken">The answer's <c>next_page_token</c>.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <example><code>
    /// Paging.AllAsync(
    ///     token => client.Payments.ListPaymentsAsync(new() { Parent = household, PageToken = token }),
    ///     page => page.Payments, page => page.NextPageToken)
    /// </code></example>
    public static async IAsyncEnumerable<TItem> AllAsync<TResponse, TItem>(
        Func<string, AsyncUnaryCall<TResponse>> page, Func<TResponse, IEnumerable<TItem>> items,
        Func<TResponse, string> nextToken, [EnumeratorCancellation] CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(nextToken);
        var token = "";
        do
        {
            stop.ThrowIfCancellationRequested();
            var answer = await page(token).ResponseAsync.WaitAsync(stop).ConfigureAwait(false);
            foreach (var item in items(answer))
            {
                yield return item;
            }

            token = nextToken(answer);
        }
        while (token.Length > 0);
    }
}
