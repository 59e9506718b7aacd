using Crm.Actors.Grains.Kernel;
using Crm.Actors.Silo.Telegram;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Telegram;

public sealed class ChatFaultTests
{
    [Fact]
    public void IsOutage_WhatPassesByItself_IsOne()
    {
        Exception[] outages =
        [
            new TimeoutException(),
            new OrleansException("The silo is away."),
            new SiloUnavailableException(),
            new StoreUnavailableException(),
            WhileReading(new NpgsqlException("The database is away.")),
            WhileReading(new IOException()),
        ];

        outages.ShouldAllBe(static failure => ChatFault.IsOutage(failure));
    }

    [Fact]
    public void IsOutage_WhatStays_IsNone()
    {
        Exception[] defects = [new InvalidOperationException(), WhileReading(new FormatException("broken row"))];

        defects.ShouldAllBe(static failure => !ChatFault.IsOutage(failure));
        ChatFault.Describe(defects[1]).ShouldBe("broken row");
    }

    /// <summary>As Orleans wraps what its storage throws.</summary>
    private static OrleansException WhileReading(Exception thrown) => new("Error from storage provider\n during ReadStateAsync", thrown);
}
