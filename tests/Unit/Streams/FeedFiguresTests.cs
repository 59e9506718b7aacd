using Crm.Actors.Contracts.Feed;
using Crm.Actors.Gateway.Streams;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Streams;

public sealed class FeedFiguresTests
{
    private readonly FakeTimeProvider _time = new(StreamEvents.Deal(1).Time.AddSeconds(3));
    private readonly FeedFigures _figures;

    public FeedFiguresTests() => _figures = new FeedFigures(_time);

    [Fact]
    public void Lag_BeforeTheLogWasFollowed_IsNotKnown()
    {
        _figures.Look(7);
        _figures.See(Page(1, 2), isNew: false);

        (_figures.Position, _figures.Lag).ShouldBe((2, null));
    }

    [Fact]
    public void Lag_OfNewEvents_IsTheAgeOfTheNewest()
    {
        _figures.See(Page(1, 2), isNew: true);
        (_figures.Position, _figures.Lag).ShouldBe((2, 3d));

        // Nothing came: nothing is late.
        _figures.See(Page(), isNew: true);
        (_figures.Position, _figures.Lag).ShouldBe((2, 0d));
    }

    [Fact]
    public void Lag_OfAnEventWhoseClockIsAhead_IsNone()
    {
        var figures = new FeedFigures(new FakeTimeProvider(StreamEvents.Deal(1).Time.AddSeconds(-1)));

        figures.See(Page(1), isNew: true);

        figures.Lag.ShouldBe(0d);
    }

    private static FeedPage Page(params long[] positions) =>
        new(StreamEvents.Epoch, [.. positions.Select(static position => StreamEvents.Deal(position))], positions.LastOrDefault(), 0);
}
