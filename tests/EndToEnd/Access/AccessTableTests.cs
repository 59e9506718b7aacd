using System.Globalization;
using Crm.Actors.EndToEndTests.Auth;
using Crm.Actors.EndToEndTests.Support;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Access;

[Collection(SystemTests.Name)]
public sealed class AccessTableTests(AccessFixture fixture) : IClassFixture<AccessFixture>
{
    public static TheoryData<string> Routes => [.. AccessTable.Rows.Select(static row => row.ToString())];

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Route_EveryCallerAndObject_IsAnsweredAsTheTableSays(string route)
    {
        var row = AccessTable.Rows.Single(row => row.ToString() == route);
        var isOfUsers = row.Object is AccessObject.User or AccessObject.Session;
        // Whoever is disabled or loses sessions on the way is nobody that another row needs.
        var user = isOfUsers ? await fixture.Callers.NewAsync() : fixture.Callers.User;

        (await AnswersAsync(row, user, user)).ShouldBe(row.Own, $"{row} of the user's own");
        if (row.Foreign is not null)
            (await AnswersAsync(row, user, fixture.Callers.Other)).ShouldBe(row.Foreign, $"{row} of another one's");
        if (row.Missing is not null)
            (await AnswersAsync(row, user, null)).ShouldBe(row.Missing, $"{row} of what is not there");
    }

    [Fact]
    public async Task Table_HasARowForEveryRoute()
    {
        var document = await fixture.Callers.Admin.Client.GetAsync("/openapi/v1.json");

        var routes = document.Json.GetProperty("paths").EnumerateObject().SelectMany(static path => path.Value.EnumerateObject()
            .Where(static operation => operation.Name is "get" or "put" or "post" or "delete" or "patch")
            .Select(operation => $"{operation.Name.ToUpperInvariant()} {path.Name}"));
        AccessTable.Rows.Select(static row => row.ToString()).Order(StringComparer.Ordinal).ShouldBe(routes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task List_OfEveryCaller_HasWhatTheyMaySee()
    {
        var row = new AccessRow("GET", "/api/v1/deals/{id}", AccessObject.Deal, "") { Scope = "deals:read" };
        var paths = new List<string>();
        foreach (var owner in new[] { fixture.Callers.User, fixture.Callers.Mate, fixture.Callers.Other })
            paths.Add(await fixture.Objects.PathAsync(row, owner));

        foreach (var caller in AccessCallers.Names[1..^1])
        {
            var client = fixture.Callers.Client(caller, row, fixture.Callers.User);
            var list = await AccessCallers.OkAsync(client.GetAsync("/api/v1/deals?limit=200&sort=-createdAt"));
            var listed = list.Json.GetProperty("items").EnumerateArray().Select(static deal => deal.GetProperty("id").GetString()).ToHashSet(StringComparer.Ordinal);
            foreach (var path in paths)
                listed.Contains(path.Split('/')[^1]).ShouldBe((await client.GetAsync(path)).IsAccepted, $"{path} for {caller}");
        }
    }

    /// <summary>The administrator comes last, who may change what the others are asked about.</summary>
    private async Task<string> AnswersAsync(AccessRow row, Account user, Account? owner)
    {
        var answers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var caller in AccessCallers.Names.OrderBy(static name => name == "admin"))
        {
            using var request = new HttpRequestMessage(HttpMethod.Parse(row.Method), await fixture.Objects.PathAsync(row, owner));
            if (row.Body is { } body)
                request.Content = new StringContent(body.Replace("{n}", fixture.Objects.Next().ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal), null, "application/json");
            using var response = await fixture.Callers.Client(caller, row, user).Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            answers.Add(caller, (int)response.StatusCode);
        }

        return string.Join(' ', AccessCallers.Names.Select(name => answers[name]));
    }
}
