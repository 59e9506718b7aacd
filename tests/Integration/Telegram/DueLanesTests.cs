using Crm.Actors.Silo.Telegram.Sending;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Telegram;

public sealed class DueLanesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task TakeAsync_OneThatWaitsForYears_KeepsNoOtherWaiting()
    {
        var due = new DueLanes(TimeProvider.System);
        var lane = new SendLane(new LaneKey(8, Guid.Empty));
        due.Add(new SendLane(new LaneKey(7, Guid.Empty)), TimeSpan.FromDays(36_500));

        var taking = due.TakeAsync(TestContext.Current.CancellationToken);
        due.Add(lane, TimeSpan.Zero);

        (await taking.WaitAsync(Patience)).ShouldBeSameAs(lane);
    }
}
