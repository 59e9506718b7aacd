using Crm.Actors.EndToEndTests.Auth;
using Crm.Actors.EndToEndTests.Support;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Access;

[Collection(SystemTests.Name)]
public sealed class AccessTableTests(AccessFixture fixture) : IClassFixture<AccessFixture>
{
    private AccessCallers Callers => fixture.Callers;

    private static IEnumerable<AccessRow> Rows => AccessTable.Rows.Concat(AccessTable.Dashboard);

    public static TheoryData<string> Routes => [.. Rows.Select(static row => row.ToString())];

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Route_EveryCallerAndObject_IsAnsweredAsTheTableSays(string route)
    {
        var row = Rows.Single(row => row.ToString() == route);

        var user = await UserAsync(row);
        (await AnswersAsync(row, user, Callers.Other, user)).ShouldBe(row.Own, $"{row} of the user's own");
        if (row.Foreign is not null)
        {
            var other = await OtherAsync(row);
            (await AnswersAsync(row, Callers.User, other, other)).ShouldBe(row.Foreign, $"{row} of another one's");
        }

        if (row.Missing is not null)
            (await AnswersAsync(row, Callers.User, Callers.Other, null)).ShouldBe(row.Missing, $"{row} of what is not there");
        if (row.MissingPart is not null)
        {
            var owner = await UserAsync(row);
            (await AnswersAsync(row, owner, Callers.Other, owner, hasPart: false)).ShouldBe(row.MissingPart, $"{row} of a part that is not there");
        }
    }

    [Fact]
    public async Task Table_HasARowForEveryRoute()
    {
        var document = await Callers.Admin.Client.GetAsync("/openapi/v1.json");

        var routes = document.Json.GetProperty("paths").EnumerateObject().SelectMany(static path => path.Value.EnumerateObject()
            .Where(static operation => operation.Name is "get" or "put" or "post" or "delete" or "patch")
            .Select(operation => $"{operation.Name.ToUpperInvariant()} {path.Name}"));
        AccessTable.Rows.Select(static row => $"{row.Method} {row.Route}").Distinct().Order(StringComparer.Ordinal).ShouldBe(routes.Order(StringComparer.Ordinal));
    }

    /// <summary>What may be left out: the own cell alone where there is no object, and whose code it is that a bot confirms.</summary>
    [Fact]
    public void Table_RowsWithObjects_HaveEveryCell()
    {
        foreach (var row in AccessTable.Rows)
        {
            var ids = row.Route.Count(static c => c == '{');
            (row.Missing is not null).ShouldBe(ids > 0 || row.Object != AccessObject.None, $"{row} of what is not there");
            (row.Foreign is not null).ShouldBe(row.Object is not (AccessObject.None or AccessObject.TelegramCode), $"{row} of another one's");
            (row.MissingPart is not null).ShouldBe(ids > 1, $"{row} of a part that is not there");
        }
    }

    [Fact]
    public async Task List_OfEveryCaller_HasWhatTheyMaySee()
    {
        var row = new AccessRow("GET", "/api/v1/deals/{id}", AccessObject.Deal, "") { Scope = "deals:read" };
        var paths = new List<string>();
        foreach (var owner in new[] { Callers.User, Callers.Mate, Callers.Other })
        {
            using var request = await fixture.Objects.RequestAsync(row, owner);
            paths.Add(request.RequestUri!.OriginalString);
        }

        foreach (var caller in AccessCallers.Names[1..^1])
        {
            var client = Callers.Client(caller, row, Callers.User, Callers.Other);
            var list = await AccessCallers.OkAsync(client.GetAsync("/api/v1/deals?limit=200&sort=-createdAt"));
            var listed = list.Json.GetProperty("items").EnumerateArray().Select(static deal => deal.GetProperty("id").GetString()).ToHashSet(StringComparer.Ordinal);
            foreach (var path in paths)
                listed.Contains(path.Split('/')[^1]).ShouldBe((await client.GetAsync(path)).IsAccepted, $"{path} for {caller}");
        }
    }

    /// <summary>Whoever is disabled or loses sessions on the way is nobody that another row needs.</summary>
    private async Task<Account> UserAsync(AccessRow row) => IsOfUsers(row) ? await Callers.MemberAsync(Callers.Team) : Callers.User;

    private async Task<Account> OtherAsync(AccessRow row) => IsOfUsers(row) ? await Callers.MemberAsync(Callers.OtherTeam) : Callers.Other;

    private static bool IsOfUsers(AccessRow row) => row.Object is AccessObject.User or AccessObject.Session or AccessObject.TelegramCode;

    /// <summary>The administrators come last, who may change what the others are asked about.</summary>
    private async Task<string> AnswersAsync(AccessRow row, Account user, Account other, Account? owner, bool hasPart = true)
    {
        var answers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var caller in AccessCallers.Names.OrderBy(static name => name.StartsWith("admin", StringComparison.Ordinal)))
        {
            using var request = await fixture.Objects.RequestAsync(row, owner, hasPart);
            using var response = await Callers.Client(caller, row, user, other).Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            answers.Add(caller, (int)response.StatusCode);
        }

        return string.Join(' ', AccessCallers.Names.Select(name => answers[name]));
    }
}
