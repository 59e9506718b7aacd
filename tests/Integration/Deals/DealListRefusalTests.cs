using System.Buffers.Text;
using System.Diagnostics;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Grains.Deals;
using Crm.Actors.TestKit.Postgres;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Deals;

/// <summary>Queries that are refused, with the pointer to the culprit.</summary>
public sealed class DealListRefusalTests(PostgresFixture postgres)
{
    private const string Nowhere = "Host=127.0.0.1;Port=1;Username=nobody;Database=crm";

    public static TheoryData<string, Func<ListDeals, ListDeals>> Wrong() => new()
    {
        { "#/limit", q => q with { Limit = 0 } },
        { "#/limit", q => q with { Limit = -1 } },
        { "#/limit", q => q with { Limit = 201 } },
        { "#/sort", q => q with { Sort = [new((DealSortField)99, false)] } },
        { "#/sort", q => q with { Sort = [new(DealSortField.Title, false), new(DealSortField.Title, true)] } },
        { "#/sort", q => q with { Sort = [new(DealSortField.Title, false), new(DealSortField.Amount, true), new(DealSortField.CreatedAt, true)] } },
        { "#/sort", q => q with { Sort = [new(DealSortField.CustomField, false)], PipelineId = DefaultPipeline.Id } },
        { "#/sort", q => q with { Sort = [new(DealSortField.Title, false) { Key = "rank" }], PipelineId = DefaultPipeline.Id } },
        { "#/pipelineId", q => q with { Sort = [new(DealSortField.CustomField, false) { Key = "rank" }] } },
        { "#/stage", q => q with { Stage = "" } },
        { "#/stage", q => q with { Stage = "a\0b" } },
        { "#/stage", q => q with { Stage = new string('x', 101) } },
        { "#/status", q => q with { Status = (DealStatus)7 } },
        { "#/minAmount", q => q with { MinAmount = -1 } },
        { "#/maxAmount", q => q with { MaxAmount = 1_000_000_000_000_000m } },
        { "#/minAmount", q => q with { MinAmount = 2, MaxAmount = 1 } },
        { "#/q", q => q with { Text = new string('x', 201) } },
        { "#/q", q => q with { Text = "" } },
        { "#/q", q => q with { Text = " & ! " } },
        { "#/q", q => q with { Text = "a\0b" } },
        { "#/q", q => q with { Text = "a\nb" } },
        { "#/q", q => q with { Text = "a\ud800" } },
        { "#/cursor", q => q with { Cursor = "" } },
        { "#/cursor", q => q with { Cursor = "AAAA" } },
        { "#/cursor", q => q with { Cursor = "not base64 !" } },
        { "#/cursor", q => q with { Cursor = "ключ" } },
        { "#/cursor", q => q with { Cursor = new string('A', 100_000) } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task List_WrongParameter_IsInvalidAtItsPointer(string pointer, Func<ListDeals, ListDeals> spoil)
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var lists = new Lists(database);
        await ShouldBeInvalidAsync(lists, spoil(new ListDeals(lists.Caller)), pointer);
    }

    [Fact]
    public async Task List_CursorOfAnotherList_IsInvalid()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await RandomDeals.InsertAsync(database, 20, seed: 3);
        await using var lists = new Lists(database);
        var query = new ListDeals(lists.Caller) { Limit = 5, Sort = [new(DealSortField.Title, false)], MinAmount = 0 };
        var cursor = (await lists.PageAsync(query)).NextCursor.ShouldNotBeNull();
        query = query with { Cursor = cursor };

        (await lists.PageAsync(query with { Limit = 3 })).Items.Length.ShouldBe(3);
        (await lists.PageAsync(query with { MinAmount = 0.00m })).Items.Length.ShouldBe(5);
        await ShouldBeInvalidAsync(lists, query with { Caller = Lists.CallerOf(2) }, "#/cursor");
        await ShouldBeInvalidAsync(lists, query with { Sort = [new(DealSortField.Title, true)] }, "#/cursor");
        await ShouldBeInvalidAsync(lists, query with { Sort = [new(DealSortField.Title, false), new(DealSortField.Amount, false)] }, "#/cursor");
        await ShouldBeInvalidAsync(lists, query with { Stage = "new" }, "#/cursor");
        await ShouldBeInvalidAsync(lists, query with { MinAmount = 1 }, "#/cursor");
        await ShouldBeInvalidAsync(lists, query with { Archived = false }, "#/cursor");
        await ShouldBeInvalidAsync(lists, query with { OwnerId = RandomDeals.Owner(1) }, "#/cursor");
        await ShouldBeInvalidAsync(lists, query with { TeamId = RandomDeals.Team(1) }, "#/cursor");
        await ShouldBeInvalidAsync(lists, query with { Text = "alpha" }, "#/cursor");
        await ShouldBeInvalidAsync(lists, query with { PipelineId = DefaultPipeline.Id }, "#/cursor");
        await ShouldBeInvalidAsync(lists, query with { PipelineId = DefaultPipeline.Id, CustomFields = [new("rank", "5", null, null)] }, "#/cursor");
    }

    [Fact]
    public async Task List_TooManyGroupsForAllPipelines_NeedsOne()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await RandomDeals.InsertAsync(database, 200, seed: 3);
        await using var lists = new Lists(database, new() { MostGroups = 5 });
        await ShouldBeInvalidAsync(lists, new ListDeals(lists.Caller), "#/pipelineId");
        await ShouldBeInvalidAsync(lists, new ListDeals(lists.Caller) { Stage = "none" }, "#/pipelineId");
        (await lists.PageAsync(new ListDeals(lists.Caller) { PipelineId = DefaultPipeline.Id })).Items.ShouldNotBeEmpty();
        (await lists.PageAsync(new ListDeals(RandomDeals.As(RandomDeals.Owner(1))))).Items.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task List_CursorOfAnotherFieldOrValue_IsInvalid()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await RandomDeals.InsertAsync(database, 60, seed: 3);
        await using var lists = new Lists(database);
        var query = new ListDeals(lists.Caller)
        {
            Limit = 5,
            PipelineId = DefaultPipeline.Id,
            Sort = [new(DealSortField.CustomField, false) { Key = "rank" }],
            CustomFields = [new("due", null, "2026-02-01", null)],
        };
        query = query with { Cursor = (await lists.PageAsync(query)).NextCursor.ShouldNotBeNull() };

        (await lists.PageAsync(query)).Items.Length.ShouldBe(5);
        await ShouldBeInvalidAsync(lists, query with { Sort = [new(DealSortField.CustomField, false) { Key = "price" }] }, "#/cursor");
        await ShouldBeInvalidAsync(lists, query with { CustomFields = [new("due", null, "2026-02-02", null)] }, "#/cursor");
        await ShouldBeInvalidAsync(lists, query with { CustomFields = [new("due", null, null, "2026-02-01")] }, "#/cursor");
        await ShouldBeInvalidAsync(lists, query with { CustomFields = [] }, "#/cursor");
        await ShouldBeInvalidAsync(lists, query with { PipelineId = RandomDeals.Pipelines[1] }, "#/cursor");
    }

    [Fact]
    public async Task List_CursorWithAnyCharacterChanged_IsInvalid()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await RandomDeals.InsertAsync(database, 20, seed: 3);
        await using var lists = new Lists(database);
        var query = new ListDeals(lists.Caller) { Limit = 5 };
        var cursor = (await lists.PageAsync(query)).NextCursor!;
        for (var i = 0; i < cursor.Length - 1; i++)
        {
            var forged = cursor[..i] + (cursor[i] == 'A' ? 'B' : 'A') + cursor[(i + 1)..];
            await ShouldBeInvalidAsync(lists, query with { Cursor = forged }, "#/cursor");
        }
    }

    [Fact]
    public async Task List_Cursor_SaysNothing()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await RandomDeals.InsertAsync(database, [.. Enumerable.Range(1, 3).Select(n => RandomDeals.Plain(n) with { Title = $"Secret {n}" })]);
        await using var lists = new Lists(database);
        var page = await lists.PageAsync(new ListDeals(lists.Caller) { Limit = 1, Sort = [new(DealSortField.Title, false)] });
        var bytes = Base64Url.DecodeFromChars(page.NextCursor);
        bytes.AsSpan().IndexOf("Secret"u8).ShouldBe(-1);
        bytes.AsSpan().IndexOf(page.Items[0].Id.ToByteArray()).ShouldBe(-1);
    }

    [Fact]
    public async Task List_CursorAfterRestart_IsStillGood()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await RandomDeals.InsertAsync(database, 20, seed: 3);
        ListDeals query;
        await using (var first = new Lists(database))
        {
            query = new ListDeals(first.Caller) { Limit = 5 };
            query = query with { Cursor = (await first.PageAsync(query)).NextCursor };
        }

        await using var second = new Lists(database);
        (await second.PageAsync(query)).Items.Length.ShouldBe(5);
    }

    [Fact]
    public async Task List_DatabaseDown_IsUnavailableInTime()
    {
        await using var lists = new Lists(Nowhere, Nowhere);
        var started = Stopwatch.GetTimestamp();
        var answer = await lists.Queries.ListAsync(new ListDeals(lists.Caller), CancellationToken.None);
        answer.Rejection.ShouldNotBeNull().Code.ShouldBe(RejectionCode.Unavailable);
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task List_DatabaseHangs_IsUnavailableInTime()
    {
        await using var server = await PostgresServer.StartNewAsync();
        await using var database = await TestDatabase.CreateAsync(server);
        await using var lists = new Lists(database.ReaderConnectionString, database.WriterConnectionString);
        await lists.Queries.ListAsync(new ListDeals(lists.Caller), CancellationToken.None);
        server.Freeze();
        try
        {
            var started = Stopwatch.GetTimestamp();
            var answer = await lists.Queries.ListAsync(new ListDeals(lists.Caller), CancellationToken.None);
            answer.Rejection.ShouldNotBeNull().Code.ShouldBe(RejectionCode.Unavailable);
            Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(5));
        }
        finally
        {
            server.Resume();
        }
    }

    private static async Task ShouldBeInvalidAsync(Lists lists, ListDeals query, string pointer)
    {
        var fields = DealListFields.Of(query, RandomDeals.Pipeline).Fields ?? DealListFields.None;
        var answer = await lists.Queries.ListAsync(query, fields, CancellationToken.None);
        answer.Value.ShouldBeNull();
        answer.Rejection.ShouldNotBeNull().Code.ShouldBe(RejectionCode.Invalid);
        answer.Rejection.Errors.Select(e => e.Pointer).ShouldContain(pointer);
    }
}
