using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.TestKit.Running;
using Xunit;

namespace Crm.Actors.EndToEndTests.Observability;

/// <summary>
/// What a running system tells of itself: traces, figures, logs, probes, the dashboard. In the others' collection only so that they do not run at the same
/// time.
/// </summary>
[Collection(SystemTests.Name)]
public sealed partial class ObservedSystemTests(ObservedFixture fixture) : IClassFixture<ObservedFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private CrmSystem System => fixture.System;

    private GatewayHandle Gateway => System.Gateways[0];

    private SiloHandle Silo => System.Silos[0];

    private async Task<string> NewDealAsync(string name) => $"/api/v1/deals/{(await fixture.Client.CreateDealAsync(name, $"observed-{name}")).Id}";

    /// <summary>Follows the deals, and is there when this ends.</summary>
    private async Task<StreamFollower> FollowAsync(string? lastEventId = null)
    {
        var follower = new StreamFollower(fixture.Client, "/api/v1/deals/stream", lastEventId);
        await Condition.WaitAsync(() => follower.Connections > 0 && follower.LastEventId is not null, Patience, () => $"the stream opens\n{System.Log}");
        return follower;
    }
}
