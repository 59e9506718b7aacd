using System.Buffers.Text;
using Crm.Actors.EndToEndTests.Auth;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Attacks;

/// <summary>A cursor is good for its caller, its list, its filters and its order, and not when a bit of it is another.</summary>
[Collection(AttackTests.Name)]
public sealed class CursorAttackTests(AttackFixture fixture)
{
    private const string Title = "a title that nobody else may read";

    [Fact]
    public async Task Cursor_OfAnotherUser_IsRefused()
    {
        var (owner, cursor) = await NewCursorAsync();
        var stranger = await fixture.NewAccountAsync();

        await CheckRefusedAsync(stranger, $"limit=1&cursor={cursor}");
        await CheckRefusedAsync(stranger, $"limit=1&ownerId={owner.Id}&cursor={cursor}");
        ((int)(await ListAsync(owner, $"limit=1&cursor={cursor}")).Status).ShouldBe(200, "It is good for its owner.");
    }

    [Theory]
    [InlineData("status=open")]
    [InlineData("sort=title")]
    [InlineData("sort=updatedAt")]
    [InlineData("q=title")]
    [InlineData("archived=false")]
    [InlineData("minAmount=0")]
    [InlineData("stage=new")]
    [InlineData("pipelineId=00000000-0000-7000-8000-0000000000d1")]
    [InlineData("asOf=2999-01-01T00:00:00Z")]
    public async Task Cursor_WithOtherFilters_IsRefused(string filter)
    {
        var (owner, cursor) = await NewCursorAsync();

        await CheckRefusedAsync(owner, $"limit=1&{filter}&cursor={cursor}");
    }

    [Fact]
    public async Task Cursor_AnyByteChanged_IsRefused()
    {
        var (owner, cursor) = await NewCursorAsync();
        var bytes = Base64Url.DecodeFromChars(cursor);

        for (var i = 0; i < bytes.Length; i++)
        {
            foreach (var change in new byte[] { 0x01, 0x80, 0xff })
            {
                var changed = bytes.ToArray();
                changed[i] ^= change;
                await CheckRefusedAsync(owner, $"limit=1&cursor={Base64Url.EncodeToString(changed)}");
            }
        }

        await CheckRefusedAsync(owner, $"limit=1&cursor={Base64Url.EncodeToString(bytes.AsSpan(1))}");
        await CheckRefusedAsync(owner, $"limit=1&cursor={Base64Url.EncodeToString(bytes.AsSpan(0, bytes.Length - 1))}");
        await CheckRefusedAsync(owner, $"limit=1&cursor={cursor}{cursor}");
    }

    [Fact]
    public async Task Cursor_OfAnotherList_IsRefused()
    {
        var (owner, cursor) = await NewCursorAsync();
        var deal = await owner.Client.CreateDealAsync("history", "history");
        await owner.Client.SendAsync(HttpMethod.Patch, $"/api/v1/deals/{deal.Id}", """{"title":"history 2"}""");
        var other = await owner.Client.CreateDealAsync("other history", "other");
        var ofHistory = (await owner.Client.GetAsync($"/api/v1/deals/{deal.Id}/history?limit=1")).Json.GetProperty("nextCursor").GetString();

        ofHistory.ShouldNotBeNull();
        ((int)(await owner.Client.GetAsync($"/api/v1/deals/{other.Id}/history?limit=1&cursor={ofHistory}")).Status).ShouldBe(400);
        ((int)(await owner.Client.GetAsync($"/api/v1/deals/{deal.Id}/history?limit=1&cursor={cursor}")).Status).ShouldBe(400);
        await CheckRefusedAsync(owner, $"limit=1&cursor={ofHistory}");
    }

    private async Task<(Account Owner, string Cursor)> NewCursorAsync()
    {
        var owner = await fixture.NewAccountAsync();
        for (var i = 0; i < 3; i++)
            await owner.Client.CreateDealAsync($"{Title} {i}", $"deal-{i}");
        var page = await ListAsync(owner, "limit=1");
        return (owner, page.Json.GetProperty("nextCursor").GetString()!);
    }

    private static Task<Answer> ListAsync(Account account, string query) => Account.UntilAnsweredAsync(() => account.Client.GetAsync($"/api/v1/deals?{query}"));

    private static async Task CheckRefusedAsync(Account account, string query)
    {
        var answer = await ListAsync(account, query);
        ((int)answer.Status).ShouldBe(400, $"{query}: {answer}");
        answer.Text.ShouldNotContain(Title);
        answer.Json.GetProperty("errors")[0].GetProperty("parameter").GetString().ShouldBe("cursor");
    }
}
