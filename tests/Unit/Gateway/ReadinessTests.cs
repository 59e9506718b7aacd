using Crm.Actors.Gateway.Cluster;
using Crm.Actors.Gateway.Health;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

public sealed class ReadinessTests : ISiloLink
{
    private readonly FakeTimeProvider _clock = new();
    private readonly FakeGrains _grains;
    private readonly Readiness _readiness;

    public ReadinessTests()
    {
        var factory = FakeGrains.Create();
        _grains = (FakeGrains)factory;
        _readiness = new Readiness(factory, this, TimeSpan.FromSeconds(1), _clock, NullLogger<Readiness>.Instance);
    }

    public bool IsUp { get; private set; } = true;

    bool ISiloLink.HasRefused => false;

    [Fact]
    public async Task IsReadyAsync_HundredWithinASecond_AskOnce()
    {
        for (var i = 0; i < 100; i++)
            (await _readiness.IsReadyAsync()).ShouldBeTrue();
        _grains.Deal.Fault = "gone";
        (await _readiness.IsReadyAsync()).ShouldBeTrue("The answer is good for a second.");

        _clock.Advance(TimeSpan.FromSeconds(1));

        (await _readiness.IsReadyAsync()).ShouldBeFalse();
        _grains.Deal.Fault = null;
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await _readiness.IsReadyAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task IsReadyAsync_NoSilo_IsFalseAtOnce()
    {
        (await _readiness.IsReadyAsync()).ShouldBeTrue();
        IsUp = false;

        (await _readiness.IsReadyAsync()).ShouldBeFalse();
    }

    void ISiloLink.Refused()
    {
    }
}
