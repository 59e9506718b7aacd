using Crm.Actors.Contracts.Feed;
using Crm.Actors.Gateway.Caching;
using Crm.Actors.Gateway.Feed;
using Crm.Actors.Gateway.Streams;
using Crm.Actors.TestKit.Running;
using Crm.Actors.UnitTests.Streams;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway.Caching;

/// <summary>What the loop that follows the log tells of it.</summary>
public sealed class FollowedMarksTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly Topic One = Topic.Pipeline(StreamEvents.Id(1));
    private static readonly StreamOptions Options = new() { Prefill = 8, Idle = TimeSpan.FromMilliseconds(50) };

    private readonly FakeFeedSource _log = new();
    private readonly FeedFollowing _following = new(TimeProvider.System);
    private readonly FakeTimeProvider _time = new();
    private readonly FeedMarks _marks;
    private readonly FeedLoop _loop;

    public FollowedMarksTests()
    {
        var hub = new StreamHub(new StreamAccess(), Options);
        _marks = new FeedMarks(_time);
        _loop = new(_log, hub, _following, new FeedEpoch(null!, null!), Options, TimeProvider.System, NullLogger<FeedLoop>.Instance, _marks);
    }

    public async ValueTask InitializeAsync() => await _loop.StartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        // Wakes the loop up.
        _log.Append(StreamEvents.Deal(_log.Head + 1));
        await _loop.StopAsync(CancellationToken.None);
        _loop.Dispose();
    }

    [Fact]
    public async Task View_FollowedFromTheHead_KnowsTheLatestEventsToo()
    {
        _log.Append([.. Enumerable.Range(1, 19).Select(static p => StreamEvents.Deal(p)), Changed(20)]);
        _marks.View.ShouldBeNull();

        await FollowAsync();

        var view = _marks.View.ShouldNotBeNull();
        (view.Epoch, view.Position, _marks.Newest(One), _marks.Newest(Topic.Pipelines)).ShouldBe((StreamEvents.Epoch, 20, 20, 20));
        view.IsCurrent(StreamEvents.Epoch, 11, Topic.Figures(StreamEvents.Id(1))).ShouldBeFalse("What was before 12 is not known.");
        view.IsCurrent(StreamEvents.Epoch, 12, Topic.Figures(StreamEvents.Id(1))).ShouldBeTrue();
    }

    [Fact]
    public async Task Newest_WrittenWhileFollowingBegins_IsNotForgotten()
    {
        _log.Append([.. Enumerable.Range(1, 20).Select(static p => StreamEvents.Deal(p))]);
        _marks.Learn(One, 30);

        await FollowAsync();

        _marks.Newest(One).ShouldBe(30);
        _marks.Restart("another", 5);
        _marks.Newest(One).ShouldBe(0, "It was of another log.");
    }

    [Fact]
    public async Task View_EventComes_KnowsIt()
    {
        await FollowAsync();

        _log.Append(Changed(1));

        await Condition.WaitAsync(() => _marks.View?.Position == 1, Patience, static () => "the event");
        _marks.Newest(One).ShouldBe(1);
    }

    [Fact]
    public async Task View_AnotherLog_BeginsAnew()
    {
        _log.Append([.. Enumerable.Range(1, 4).Select(static p => StreamEvents.Deal(p)), Changed(5)]);
        await FollowAsync();

        _log.Replace("e2", 2);

        await Condition.WaitAsync(() => _marks.View is { Epoch: "e2", Position: 2 }, Patience, static () => "the other log");
        _marks.Newest(One).ShouldBe(0);
    }

    [Fact]
    public async Task View_NobodyFollowsAnyMore_IsNull()
    {
        await FollowAsync();
        _marks.View.ShouldNotBeNull();

        _following.Leave();

        for (var position = 1; _marks.View is not null; position++)
        {
            _log.Append(StreamEvents.Deal(position));
            var reached = position;
            await Condition.WaitAsync(() => _marks.View is not { } view || view.Position >= reached, Patience, static () => "a step");
        }
    }

    [Fact]
    public async Task View_NothingIsHeardOfTheLog_IsNullUntilItIs()
    {
        await FollowAsync();
        _time.Advance(TimeSpan.FromSeconds(4));
        _marks.View.ShouldNotBeNull();

        _time.Advance(TimeSpan.FromSeconds(1));
        _marks.View.ShouldBeNull();

        _log.Append(StreamEvents.Deal(1));
        await Condition.WaitAsync(() => _marks.View?.Position == 1, Patience, static () => "the log again");
    }

    private async Task FollowAsync()
    {
        _following.Enter();
        (await _following.WaitAsync(Patience, CancellationToken.None)).ShouldBeTrue();
    }

    private static FeedEvent Changed(long position) => StreamEvents.Deal(position, type: "pipeline.updated");
}
