using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Gateway.Auth.Rights;
using Crm.Actors.Gateway.Streams;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

public sealed class ChangedRightsTests
{
    private static readonly Guid Ann = new("0190a000-0000-7000-8000-00000000000c");

    private readonly FakeTimeProvider _time = new();
    private readonly ChangedRights _rights;

    public ChangedRightsTests() => _rights = new ChangedRights(RunningGateway.Tokens, _time);

    [Fact]
    public void IsOutdated_OlderThanTheChange_AndNoOther()
    {
        _rights.IsOutdated(Ann, 4).ShouldBeFalse();
        _rights.Learn([new RightsChange(Ann, 5)]);

        _rights.IsOutdated(Ann, 4).ShouldBeTrue();
        _rights.IsOutdated(Ann, 5).ShouldBeFalse();
        _rights.IsOutdated(Ann, 6).ShouldBeFalse();
        _rights.IsOutdated(Ann, null).ShouldBeFalse("A token without a version is one of the development command.");
        _rights.IsOutdated(RunningGateway.User, 1).ShouldBeFalse();
    }

    [Fact]
    public void Learn_OlderChangeLater_DoesNotTakeTheNewerOneBack()
    {
        _rights.Learn([new RightsChange(Ann, 5)]);
        _rights.Learn([new RightsChange(Ann, 3)]);

        _rights.IsOutdated(Ann, 4).ShouldBeTrue();
    }

    [Fact]
    public void Learn_NoTokenCanBeOlderAnyMore_IsForgotten()
    {
        _rights.Window.ShouldBe(RunningGateway.Tokens.AccessTokenLifetime + TimeSpan.FromSeconds(30));
        _rights.Learn([new RightsChange(Ann, 5)]);
        _time.Advance(_rights.Window);
        _rights.Learn([]);
        _rights.IsOutdated(Ann, 4).ShouldBeTrue();

        _time.Advance(TimeSpan.FromSeconds(1));
        _rights.Learn([]);

        _rights.IsOutdated(Ann, 4).ShouldBeFalse();
    }

    [Fact]
    public async Task Loop_RightsChange_EndsTheStreamsOfOlderTokensAndKeepsWhatItKnowsWhileTheSiloIsAway()
    {
        var factory = FakeGrains.Create();
        var silo = ((FakeGrains)factory).Rights;
        var hub = new StreamHub(new EveryCallerSeesDeals(), new StreamOptions());
        var (older, newer, development) = (Join(hub, 4), Join(hub, 5), Join(hub, null));
        using var loop = new RightsLoop(_rights, factory, hub, _time, NullLogger<RightsLoop>.Instance);
        await loop.StartAsync(CancellationToken.None);
        UntilAsked(silo, 2);
        older.Ended.ShouldBeFalse();

        silo.Change(Ann, 5);
        Until(() => older.Ended);

        (newer.Ended, development.Ended).ShouldBe((false, false));
        silo.IsAway = true;
        UntilAsked(silo, silo.Asked.Count + 3);
        var late = Join(hub, 4);
        Until(() => late.Ended);
        silo.Asked[0].ShouldBe(_rights.Window);
        silo.Asked[1].ShouldBeInRange(TimeSpan.FromSeconds(11), TimeSpan.FromMinutes(2));
        silo.Asked[^1].ShouldBeGreaterThanOrEqualTo(silo.Asked[^2], "Without an answer it asks further and further back.");
        await loop.StopAsync(CancellationToken.None);
    }

    private static StreamClient Join(StreamHub hub, long? version)
    {
        var client = new StreamClient(new StreamFilter { Kind = EventKind.Deal }, new Caller(Ann, [], [], "en", null), 8)
        {
            Ring = hub.Ring,
            Abort = static () => { },
            UserVersion = version,
        };
        hub.Join(client, null, 0);
        return client;
    }

    private void UntilAsked(FakeRights silo, int times) => Until(() =>
    {
        lock (silo.Asked)
            return silo.Asked.Count >= times;
    });

    /// <summary>Lets the loop's seconds pass until something is so.</summary>
    private void Until(Func<bool> isTrue) => SpinWait.SpinUntil(
        () =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return isTrue();
        },
        TimeSpan.FromSeconds(20)).ShouldBeTrue();
}
