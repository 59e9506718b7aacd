using Crm.Actors.EndToEndTests.Auth;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Attacks;

/// <summary>Members that are not the caller's to set are refused by name, and nothing else of the request happens either.</summary>
[Collection(AttackTests.Name)]
public sealed class MassAssignmentTests(AttackFixture fixture)
{
    private const string SomeId = "\"00000000-0000-7000-8000-0000000000d1\"";

    public static TheoryData<string, string> OfDeals => new()
    {
        { "id", SomeId }, { "version", "99" }, { "status", "\"won\"" }, { "archived", "true" }, { "sharedWith", $"[{SomeId}]" }, { "createdAt", "\"2020-01-01T00:00:00Z\"" },
        { "updatedAt", "\"2020-01-01T00:00:00Z\"" }, { "roles", "[\"ROLE_ADMIN\"]" }, { "lostReason", "\"none\"" }, { "OwnerId", SomeId }, { "owner_id", SomeId }, { "owner", SomeId },
        { "caller", $$"""{"userId":{{SomeId}},"roles":["ROLE_ADMIN"]}""" }, { "context", "{}" }, { "__proto__", """{"ownerId":1}""" }, { "fieldVersions", "{}" }, { "with", SomeId },
    };

    public static TheoryData<string, string> OfPatches => [.. OfDeals, ("ownerId", SomeId), ("teamId", SomeId), ("stage", "\"won\""), ("pipelineId", SomeId)];

    public static TheoryData<string, string> OfUsers => new()
    {
        { "id", SomeId }, { "roles", "[\"ROLE_ADMIN\"]" }, { "role", "\"ROLE_ADMIN\"" }, { "disabled", "false" }, { "teams", $"[{SomeId}]" }, { "version", "1" }, { "passwordHash", "\"x\"" },
        { "emailNormalized", "\"root@attacked.example\"" }, { "createdAt", "\"2020-01-01T00:00:00Z\"" }, { "Roles", "[\"ROLE_ADMIN\"]" }, { "isAdmin", "true" }, { "origin", "{}" },
    };

    [Theory]
    [MemberData(nameof(OfDeals))]
    public async Task Create_MemberThatIsNotTheCallers_IsRefusedByItsPointer(string member, string value)
    {
        var account = await fixture.NewAccountAsync();
        var before = await fixture.System.HeadAsync();

        var answer = await account.Client.SendAsync(HttpMethod.Post, "/api/v1/deals", $$"""{"title":"mine","{{member}}":{{value}}}""", "create");

        CheckPointer(answer, member);
        (await fixture.System.HeadAsync()).ShouldBe(before);
    }

    [Theory]
    [MemberData(nameof(OfPatches))]
    public async Task Patch_MemberThatIsNotTheCallers_IsRefusedByItsPointer(string member, string value)
    {
        var account = await fixture.NewAccountAsync();
        var deal = await account.Client.CreateDealAsync("mine", "create");
        var path = $"/api/v1/deals/{deal.Id}";
        var before = (await account.Client.GetAsync(path)).Text;

        var answer = await account.Client.SendAsync(HttpMethod.Patch, path, $$"""{"title":"changed","{{member}}":{{value}}}""");

        CheckPointer(answer, member);
        (await account.Client.GetAsync(path)).Text.ShouldBe(before);
    }

    [Theory]
    [MemberData(nameof(OfUsers))]
    public async Task Register_MemberThatIsNotTheCallers_IsRefusedByItsPointer(string member, string value)
    {
        var account = Account.New(fixture.Gateway.Url);

        var answer = await account.PostAsync("register", $$"""{"email":"{{account.Email}}","password":"{{account.Password}}","{{member}}":{{value}}}""");

        CheckPointer(answer, member);
        ((int)(await Account.UntilAnsweredAsync(account.TryLogInAsync)).Status).ShouldBe(401, "There is no such user.");
    }

    [Theory]
    [InlineData("ownerId")]
    [InlineData("teamId")]
    public async Task Create_ForOthersByAUser_IsRefused(string member)
    {
        var account = await fixture.NewAccountAsync();
        var other = await fixture.NewAccountAsync();
        var before = await fixture.System.HeadAsync();

        var answer = await account.Client.SendAsync(HttpMethod.Post, "/api/v1/deals", $$"""{"title":"theirs","{{member}}":"{{other.Id}}"}""");

        ((int)answer.Status).ShouldBeOneOf(403, 422);
        (await fixture.System.HeadAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Write_MemberTwiceOrInTheQuery_IsRefused()
    {
        var account = await fixture.NewAccountAsync();
        var before = await fixture.System.HeadAsync();

        ((int)(await account.Client.SendAsync(HttpMethod.Post, "/api/v1/deals", """{"title":"a","title":"b"}""")).Status).ShouldBe(400);
        ((int)(await account.Client.SendAsync(HttpMethod.Post, $"/api/v1/deals?ownerId={account.Id}", """{"title":"a"}""")).Status).ShouldBe(400);
        ((int)(await account.Client.SendAsync(HttpMethod.Post, $"/api/users/{account.Id}/roles", """{"role":"ROLE_ADMIN"}""")).Status).ShouldBe(403);
        (await fixture.System.HeadAsync()).ShouldBe(before);
    }

    private static void CheckPointer(Answer answer, string member)
    {
        ((int)answer.Status).ShouldBe(400, answer.ToString());
        answer.Json.GetProperty("errors").EnumerateArray().Select(static error => error.GetProperty("pointer").GetString()).ShouldBe([$"#/{member}"]);
    }
}
