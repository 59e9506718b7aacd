using System.Text.RegularExpressions;
using Crm.Actors.EndToEndTests.Auth;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Attacks;

/// <summary>The stream of a deal that the caller does not see is not there, in the same words as one that nobody has.</summary>
[Collection(AttackTests.Name)]
public sealed partial class ForeignStreamTests(AttackFixture fixture)
{
    private const string Missing = "00000000-0000-7000-8000-0000000fffff";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stream_OfAForeignDeal_IsTheSame404AsOfAMissingOne(bool resumed)
    {
        var owner = await fixture.NewAccountAsync();
        var stranger = await fixture.NewAccountAsync();
        var deal = await owner.Client.CreateDealAsync("not for strangers", "create");
        var from = resumed ? deal.FeedPosition![..(deal.FeedPosition!.LastIndexOf('-') + 1)] + "0" : null;

        var foreign = await OpenAsync(stranger, $"/api/v1/deals/{deal.Id}/stream", from);
        var missing = await OpenAsync(stranger, $"/api/v1/deals/{Missing}/stream", from);
        var foreignTypes = await OpenAsync(stranger, $"/api/v1/deals/{deal.Id}/stream?types=deal.*", from);

        foreign.Status.ShouldBe(404, foreign.Text);
        foreign.ShouldBe(missing);
        foreignTypes.ShouldBe(missing);
        foreign.Text.ShouldNotContain("not for strangers");
        (await OpenAsync(owner, $"/api/v1/deals/{deal.Id}/stream", from)).Status.ShouldBe(200, "It is there for its owner.");
    }

    /// <summary>The status, the headers and the body, less what is of the request itself.</summary>
    private static async Task<Opened> OpenAsync(Account account, string path, string? lastEventId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (lastEventId is not null)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        using var response = await account.Client.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var text = response.IsSuccessStatusCode ? "" : await response.Content.ReadAsStringAsync();
        var headers = response.Headers.Where(static header => header.Key != "Date").Select(static header => $"{header.Key}: {string.Join(',', header.Value)}");
        return new((int)response.StatusCode, string.Join('\n', headers.Order(StringComparer.Ordinal)), Ids().Replace(text, "id"));
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32}|[0-9A-Z]{13}:[0-9A-F]{8}", RegexOptions.NonBacktracking)]
    private static partial Regex Ids();

    private sealed record Opened(int Status, string Headers, string Text);
}
