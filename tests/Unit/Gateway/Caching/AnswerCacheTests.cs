using Crm.Actors.Contracts;
using Crm.Actors.Gateway.Caching;
using Crm.Actors.TestKit.Running;
using Crm.Actors.UnitTests.Streams;
using Shouldly;
using Xunit;
using static Crm.Actors.UnitTests.Gateway.Caching.CachingGateway;

namespace Crm.Actors.UnitTests.Gateway.Caching;

public sealed class AnswerCacheTests : IDisposable
{
    private readonly CachingGateway _gateway = new();

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public async Task Get_AskedAgain_IsRememberedUntilAnEventOfItsTopic()
    {
        (await _gateway.AskAsync(version: 1, position: 5)).ShouldBe(1);
        _gateway.Hear(6, pipeline: 2);
        (await _gateway.AskAsync(version: 2, position: 7)).ShouldBe(1, "Another pipeline changed.");

        _gateway.Hear(7);

        (await _gateway.AskAsync(version: 2, position: 7)).ShouldBe(2);
        (await _gateway.AskAsync(version: 3, position: 9)).ShouldBe(2);
        _gateway.Loads.ShouldBe(2);
    }

    [Fact]
    public async Task Get_EventWhileItIsLoaded_LeavesNoOldAnswer()
    {
        var grain = new TaskCompletionSource<CommandResult<Counted>>();
        var asked = _gateway.AskAsync(() => grain.Task);
        _gateway.Hear(7);
        grain.SetResult(Of(1, 5));

        (await asked).Value!.Version.ShouldBe(1);
        (await _gateway.AskAsync(version: 2, position: 7)).ShouldBe(2, "What was loaded before the event was kept.");
    }

    [Fact]
    public async Task Get_EventWhileTheNewIsLoaded_KeepsTheNew()
    {
        var grain = new TaskCompletionSource<CommandResult<Counted>>();
        var asked = _gateway.AskAsync(() => grain.Task);
        _gateway.Hear(7);
        grain.SetResult(Of(2, 7));
        await asked;

        (await _gateway.AskAsync(version: 3, position: 9)).ShouldBe(2);
    }

    [Fact]
    public async Task Get_LoadsThatPassEachOther_LeaveTheNew()
    {
        var slow = new TaskCompletionSource<CommandResult<Counted>>();
        var old = _gateway.AskAsync(() => slow.Task);
        _gateway.Hear(7);
        (await _gateway.AskAsync(version: 2, position: 7)).ShouldBe(2);
        slow.SetResult(Of(1, 5));
        await old;

        (await _gateway.AskAsync(version: 3, position: 9)).ShouldBe(2);
    }

    [Fact]
    public async Task Get_GrainHasYetToHearOfTheEvent_IsNotKept()
    {
        _gateway.Hear(7);

        (await _gateway.AskAsync(version: 1, position: 5)).ShouldBe(1);

        (await _gateway.AskAsync(version: 2, position: 7)).ShouldBe(2);
        (await _gateway.AskAsync(version: 3, position: 9)).ShouldBe(2);
    }

    [Fact]
    public async Task Get_EventComesAfterTheAnswerWithIt_StaysRemembered()
    {
        (await _gateway.AskAsync(version: 2, position: 7)).ShouldBe(2);
        _gateway.Hear(6, pipeline: 2);
        _gateway.Hear(7);

        (await _gateway.AskAsync(version: 3, position: 9)).ShouldBe(2, "It is of 7 itself.");
    }

    [Fact]
    public async Task Get_WrittenThroughThisGateway_IsNotOlder()
    {
        await _gateway.AskAsync(version: 1, position: 5);

        _gateway.Cache.Learn(Topic.Pipeline(StreamEvents.Id(1)), 7);

        (await _gateway.AskAsync(version: 2, position: 7)).ShouldBe(2);
        _gateway.Hear(7);
        (await _gateway.AskAsync(version: 3, position: 9)).ShouldBe(2);
    }

    [Theory]
    [InlineData(6, Epoch, 1)]
    [InlineData(7, Epoch, 2)]
    [InlineData(3, "other", 2)]
    public async Task Get_ClientHasSeenAPosition_IsNotOlder(long position, string epoch, long version)
    {
        await _gateway.AskAsync(version: 1, position: 5);
        _gateway.Hear(6, pipeline: 2);

        (await _gateway.AskAsync(version: 2, position: 7, Seen(position, epoch))).ShouldBe(version);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    public async Task Get_ClientHasAVersion_IsNotOlder(long has, long version)
    {
        await _gateway.AskAsync(version: 2, position: 5);

        (await _gateway.AskAsync(version: 3, position: 7, Has(has))).ShouldBe(version);
    }

    [Fact]
    public async Task Get_ManyAtOnce_LoadOnce()
    {
        var grain = new TaskCompletionSource<CommandResult<Counted>>();

        var asked = Enumerable.Range(0, 100).Select(_ => _gateway.AskAsync(() => grain.Task)).ToList();
        grain.SetResult(Of(1, 5));

        (await Task.WhenAll(asked)).ShouldAllBe(static result => result.Value!.Version == 1);
        _gateway.Loads.ShouldBe(1);
    }

    [Fact]
    public async Task Get_WhileOthersWaitForAnOlderLoad_DoesNotShareIt()
    {
        var slow = new TaskCompletionSource<CommandResult<Counted>>();
        var old = _gateway.AskAsync(() => slow.Task);

        _gateway.Cache.Learn(Topic.Pipeline(StreamEvents.Id(1)), 7);
        (await _gateway.AskAsync(version: 2, position: 7)).ShouldBe(2);
        _gateway.Loads.ShouldBe(2);
        slow.SetResult(Of(1, 5));
        await old;
    }

    [Fact]
    public async Task Get_Refused_IsAskedAgain()
    {
        var refused = await _gateway.AskAsync(static () => Task.FromResult(new CommandResult<Counted>(null, 0, new Rejection(RejectionCode.NotFound, "No."))));

        refused.Rejection!.Code.ShouldBe(RejectionCode.NotFound);
        (await _gateway.AskAsync(version: 1, position: 5)).ShouldBe(1);
    }

    [Fact]
    public async Task Get_LoadFails_FailsAndIsAskedAgain()
    {
        await Should.ThrowAsync<InvalidOperationException>(() => _gateway.AskAsync(static () => Task.FromException<CommandResult<Counted>>(new InvalidOperationException())));

        (await _gateway.AskAsync(version: 1, position: 5)).ShouldBe(1);
    }

    [Fact]
    public async Task Get_NothingHeardOfTheLog_IsNotRemembered()
    {
        await _gateway.AskAsync(version: 1, position: 5);
        _gateway.Time.Advance(TimeSpan.FromSeconds(5));

        (await _gateway.AskAsync(version: 2, position: 7)).ShouldBe(2);
        (await _gateway.AskAsync(version: 3, position: 8)).ShouldBe(3);

        _gateway.Hear(8);
        (await _gateway.AskAsync(version: 3, position: 8)).ShouldBe(3);
        (await _gateway.AskAsync(version: 4, position: 9)).ShouldBe(3);
    }

    [Fact]
    public async Task Get_LogNotFollowed_IsNotRemembered()
    {
        await _gateway.AskAsync(version: 1, position: 5);
        _gateway.Marks.Stop();

        (await _gateway.AskAsync(version: 2, position: 7)).ShouldBe(2);
        (await _gateway.AskAsync(version: 3, position: 8)).ShouldBe(3);
    }

    [Fact]
    public async Task Get_AnotherLog_IsAskedAgain()
    {
        await _gateway.AskAsync(version: 1, position: 5);
        _gateway.Marks.Restart("e2", 5);
        _gateway.Marks.Reach(5);

        (await _gateway.AskAsync(version: 2, position: 5)).ShouldBe(2);
    }

    [Fact]
    public async Task Get_TimeIsOver_IsAskedAgain()
    {
        using var store = NewStore(TimeSpan.FromMilliseconds(100));
        using var gateway = new CachingGateway(store);
        await gateway.AskAsync(version: 1, position: 5);

        await Condition.WaitAsync(async () => await gateway.AskAsync(version: 2, position: 5) == 2, TimeSpan.FromSeconds(10), static () => "the old answer is gone");
    }

    [Fact]
    public async Task Get_Off_RemembersNothing()
    {
        var marks = new FeedMarks(_gateway.Time);
        var cache = new AnswerCache(marks, null!);

        for (var version = 1; version <= 2; version++)
        {
            var current = version;
            (await cache.GetAsync(Key, default, () => Task.FromResult(Of(current, 5)))).Value!.Version.ShouldBe(version);
        }
    }
}
