using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.TestKit.Running;
using Xunit;

namespace Crm.Actors.EndToEndTests.Guarantees;

/// <summary>Load on a few hot deals while silo and PostgreSQL are killed with kill -9 in turn; then all is quiet again.</summary>
public sealed class Storm(SystemFixture fixture) : IAsyncLifetime
{
    private const int Rounds = 3;
    private const int EditsBetweenKills = 60;

    public CrmSystem System => fixture.System;

    public CrmClient Other => fixture.Other;

    public CrmClient Client => fixture.Client;

    public IReadOnlyList<Guid> Deals { get; private set; } = [];

    /// <summary>Every edit that was acknowledged.</summary>
    public IReadOnlyCollection<AcknowledgedEdit> Ledger { get; private set; } = [];

    /// <summary>How many attempts met the killing.</summary>
    public int Retries { get; private set; }

    /// <summary>What one client saw who followed all deals from before the storm.</summary>
    public IReadOnlyList<StreamMessage> Seen { get; private set; } = [];

    public long Start { get; private set; }

    public long End { get; private set; }

    public int Connections { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var deals = new List<Guid>();
        for (var i = 0; i < 4; i++)
            deals.Add((await fixture.Client.CreateDealAsync($"storm {i}", $"storm-{i}")).Id);
        Deals = deals;

        await using var follower = new StreamFollower(fixture.Other, "/api/v1/deals/stream", null);
        await Condition.WaitAsync(() => follower.LastEventId is not null, TimeSpan.FromSeconds(30), () => "the stream opens");
        Start = follower.Position;
        await using var load = new EditLoad([fixture.Client, fixture.Other], deals, workers: 8);
        await load.UntilMoreAsync(EditsBetweenKills);
        for (var round = 0; round < Rounds; round++)
        {
            await System.Silos[0].KillAsync();
            System.Silos[0].Start();
            await load.UntilMoreAsync(EditsBetweenKills);
            await System.Postgres.KillAsync();
            await System.Postgres.StartAsync();
            await load.UntilMoreAsync(EditsBetweenKills);
        }

        await load.StopAsync();
        Ledger = load.Ledger;
        Retries = load.Retries;
        End = await System.HeadAsync();
        await Condition.WaitAsync(() => follower.Position >= End, TimeSpan.FromSeconds(60), () => $"the follower reaches {End}, but is at {follower.Position}");
        // The last deal's creation may come after the stream opened.
        Seen = [.. follower.Events.Where(m => m.Position > Start)];
        Connections = follower.Connections;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
