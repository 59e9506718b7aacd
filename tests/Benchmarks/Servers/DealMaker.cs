using System.Net.Http.Headers;
using System.Text.Json;

namespace Crm.Actors.Benchmarks.Servers;

/// <summary>Makes deals through the product's REST interface.</summary>
internal static class DealMaker
{
    private const int AtOnce = 32;

    /// <param name="product">Where.</param>
    /// <param name="count">How many.</param>
    /// <param name="owner">The owner of the deal with this number.</param>
    public static async Task<Guid[]> CreateAsync(Product product, int count, Func<int, Guid> owner)
    {
        using var client = new HttpClient { BaseAddress = product.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Tokens.Access);
        var ids = new Guid[count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (number, cancellation) => ids[number] = await CreateAsync(client, number, owner(number), cancellation));
        return ids;
    }

    private static async Task<Guid> CreateAsync(HttpClient client, int number, Guid owner, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/deals");
            request.Headers.Add("Idempotency-Key", $"bench-{number}");
            request.Content = JsonContent.Create(new
            {
                title = "A deal to be edited",
                client = "A client of some name",
                amount = "1.00",
                currency = "EUR",
                ownerId = owner,
                tags = (string[])["one", "two"],
                customFields = new { priority = 0 },
            });
            using var answer = await client.SendAsync(request, cancellation);
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation);
            if (answer.IsSuccessStatusCode)
                return body.GetProperty("id").GetGuid();
            // A cold server on a busy machine may ask to come again; the key makes that safe.
            if ((int)answer.StatusCode != StatusCodes.Status503ServiceUnavailable || tries == 10)
                throw new InvalidOperationException($"A deal was not created: {body}");
        }
    }
}
